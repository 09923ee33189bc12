public import FoundationEssentials

/// How records become batches.
public struct StreamOptions: Sendable {
  /// A batch ends with so many records.
  public var maximumRecords = 20_000
  /// A batch ends with so many bytes.
  public var maximumBytes = 16 << 20
  /// A batch with records in it ends after so long; the first record waits no longer than this.
  public var interval: Duration = .seconds(2)
  /// The pause between two reads of a source: a shard may be read five times a second.
  public var readPause: Duration = .milliseconds(200)
  /// Whether the query ends once it has read what was there when it started.
  public var endsWhenCaughtUp = false
  /// How long a source or a store may be out of reach before the query gives up.
  public var patience: Duration = .seconds(60)
  /// What pauses, intervals and patience are measured by.
  public var clock: any Clock<Duration> = ContinuousClock()
  /// The time by which a query is caught up or behind.
  public var now: @Sendable () -> Date = { Date() }

  /// Batches every two seconds, for ever.
  public init() {}
}
