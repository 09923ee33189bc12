public import FoundationEssentials

extension KinesisStream {
  /// How a consumer reads: from where, until where, how fast.
  public struct ConsumerOptions: Sendable, Hashable {
    /// Where reading begins where there is no checkpoint.
    public enum Start: Sendable, Hashable {
      /// With the oldest record still kept.
      case trimHorizon
      /// With what is written from now on: from the moment the closure is called.
      case latest
      /// With the first record that arrived then or later.
      case timestamp(Date)
    }

    /// Where reading ends.
    public enum End: Sendable, Hashable {
      /// Nowhere: more is waited for.
      case never
      /// Behind what is there now.
      case atTip
      /// Exactly where an earlier consumer stood: what was read up to there is read again.
      case at(StreamCheckpoint)
    }

    /// Where an earlier consumer stood; shards that came later are read whole.
    public var checkpoint: StreamCheckpoint?
    /// Where reading begins where there is no checkpoint.
    public var start = Start.trimHorizon
    /// Where reading ends.
    public var end = End.never
    /// The least time between two reads of a shard, which may be read five times a second by all who
    /// read it together.
    public var readInterval: Duration = .milliseconds(200)
    /// The most records of one read.
    public var recordsPerRead = 10_000
    /// How many records may wait to be gone through before the reading of shards stops for a while.
    ///
    /// Each shard may hold one read beyond that.
    public var bufferedRecords = 20_000
    /// The registered consumer the shards shall send to, instead of being read.
    public var fanOut: ResourceARN?

    /// Everything, waiting for more.
    public init() {}
  }
}
