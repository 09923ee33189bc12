/// How records are gathered into requests, and how long a stream that is too busy is tried.
public struct PutOptions: Sendable, Hashable {
  /// The most records of one request; Kinesis takes 500.
  public var recordsPerRequest = 500
  /// The most bytes of one request, keys included; Kinesis takes ten mebibytes.
  public var bytesPerRequest = 10 << 20
  /// The largest record that is sent, its key included; a stream may be made to take ten mebibytes.
  public var largestRecord = 1 << 20
  /// How long records are sent again that the stream had no room for.
  ///
  /// A shard takes 1,000 records and one mebibyte a second: ten times that needs ten seconds.
  public var patience: Duration = .seconds(60)
  /// The longest pause before records are sent again; limits are counted by the second.
  public var longestPause: Duration = .seconds(2)

  /// What Kinesis allows, and a minute's patience.
  public init() {}
}
