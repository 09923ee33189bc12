import AWSCredentials
import FoundationEssentials
import HTTPWire
import Synchronization

/// A clock that stands still until a test moves it; sleeping on it takes no time.
final class TestClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  static let start = CivilTime(year: 2026, month: 1, day: 1, hour: 12).date

  private let state = Mutex((elapsed: Duration.zero, sleeps: [Duration]()))

  var now: Instant { Instant(offset: state.withLock { $0.elapsed }) }
  var minimumResolution: Duration { .zero }
  var sleeps: [Duration] { state.withLock { $0.sleeps } }
  var date: Date {
    Self.start.addingTimeInterval(TimeInterval(now.offset.components.seconds))
  }

  func advance(by duration: Duration) { state.withLock { $0.elapsed += duration } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.sleeps.append(deadline.offset - state.elapsed)
      state.elapsed = max(state.elapsed, deadline.offset)
    }
  }
}

extension AWSHost {
  static func test(
    _ variables: [String: String] = [:],
    config: String? = nil,
    credentials: String? = nil,
    files: [String: String] = [:],
    clock: TestClock = TestClock()
  ) -> AWSHost {
    let memory = MemoryFiles(files)
    if let config { memory["/home/me/.aws/config"] = config }
    if let credentials { memory["/home/me/.aws/credentials"] = credentials }
    return AWSHost(
      variables: variables,
      homeDirectory: "/home/me",
      files: memory,
      now: { clock.date },
      clock: clock,
      random: { 0.5 }
    )
  }

  /// The files, for a test that changes them on the way.
  var memory: MemoryFiles { (files as? MemoryFiles) ?? MemoryFiles() }
}
