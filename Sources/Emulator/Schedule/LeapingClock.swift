import Synchronization

/// A clock on which nobody waits: whoever sleeps finds the time passed.
///
/// A run on it makes what it would make, with every moment where it belongs, and takes no longer
/// than that takes: a dry run.
public final class LeapingClock: Clock {
  /// A moment, counted from when the clock was made.
  public struct Instant: InstantProtocol {
    fileprivate var offset: Duration

    /// The moment so much later.
    public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

    /// The time from here to another moment.
    public func duration(to other: Instant) -> Duration { other.offset - offset }

    /// Whether a moment comes before another.
    public static func < (one: Instant, other: Instant) -> Bool { one.offset < other.offset }
  }

  private let offset = Mutex(Duration.zero)

  /// Makes a clock that stands at its beginning.
  public init() {}

  /// The moment the last sleeper woke.
  public var now: Instant { Instant(offset: elapsed) }
  /// Any time is told exactly.
  public var minimumResolution: Duration { .nanoseconds(1) }
  /// How long all sleep has been.
  public var elapsed: Duration { offset.withLock(\.self) }

  /// Lets the time pass at once.
  public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    offset.withLock { $0 = max($0, deadline.offset) }
  }
}
