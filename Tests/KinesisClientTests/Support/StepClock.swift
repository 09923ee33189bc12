import Foundation
import KinesisClient
import Synchronization

/// A clock on which every wait is over at once, and remembered; time passes only by waiting.
///
/// Only a wait of a day or longer ends by nothing but cancellation: a limit that nobody means to reach.
final class StepClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private let state = Mutex((now: Duration.zero, slept: [Duration]()))

  var now: Instant { Instant(offset: state.withLock { $0.now }) }
  var minimumResolution: Duration { .nanoseconds(1) }
  /// How long somebody wanted to wait, each time.
  var sleeps: [Duration] { state.withLock { $0.slept } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    if deadline.offset - now.offset >= .seconds(86_400) {
      try await Task.sleep(for: .seconds(3_600))
    }
    state.withLock { state in
      state.slept.append(deadline.offset - state.now)
      state.now = max(state.now, deadline.offset)
    }
    await Task.yield()
  }

  /// Lets time pass.
  func advance(by duration: Duration) { state.withLock { $0.now += duration } }

  /// Two seconds before a leap day ends: 20240229T235958Z.
  static let moment = Date(timeIntervalSince1970: 1_709_251_198)

  /// What a client is given: this clock, its date, and the longest of all pauses.
  var surroundings: KinesisSurroundings {
    KinesisSurroundings(
      now: { Self.moment.addingTimeInterval(self.now.offset / .seconds(1)) },
      clock: self,
      jitter: { 1 }
    )
  }
}
