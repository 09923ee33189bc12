public import FoundationEssentials

/// What a table takes from outside so that tests can decide it: the time, waiting, chance.
public struct TableSurroundings: Sendable {
  /// The time that commits and files are noted with.
  public var now: @Sendable () -> Date
  /// What waits between attempts to commit.
  public var clock: any Clock<Duration>
  /// A number from 0 up to 1 that spreads competing writers over time.
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

  /// The time in milliseconds since 1970.
  var milliseconds: Int { Int((now().timeIntervalSince1970 * 1_000).rounded(.down)) }
}
