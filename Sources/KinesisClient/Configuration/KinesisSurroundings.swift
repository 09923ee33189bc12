public import FoundationEssentials

/// What a client takes from outside so that tests can decide it: the time, waiting, chance.
public struct KinesisSurroundings: Sendable {
  /// The time requests are signed with.
  public var now: @Sendable () -> Date
  /// What waits between attempts and between reads.
  public var clock: any Clock<Duration>
  /// A number from 0 up to 1 that spreads repetitions over time.
  public var jitter: @Sendable () -> Double

  /// The system's time and chance, or others.
  public init(
    now: @escaping @Sendable () -> Date = { Date() },
    clock: any Clock<Duration> = ContinuousClock(),
    jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.now = now
    self.clock = clock
    self.jitter = jitter
  }
}
