import Synchronization

/// A clock on which every sleep is over at once, and has taken as long as it should.
final class LeapingClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration = .zero

    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private let time = Mutex(Instant())

  var now: Instant { time.withLock(\.self) }
  var minimumResolution: Duration { .nanoseconds(1) }
  /// How far it has come.
  var elapsed: Duration { now.offset }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    time.withLock { $0 = max($0, deadline) }
  }
}
