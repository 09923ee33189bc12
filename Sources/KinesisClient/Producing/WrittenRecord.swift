/// Where a record was written.
public struct WrittenRecord: Hashable, Sendable {
  /// The shard.
  public var shardID: ShardID
  /// Its place there.
  public var sequenceNumber: SequenceNumber
  /// Whether an earlier attempt may have written it as well.
  public var possiblyDuplicated: Bool

  /// Says where a record was written.
  public init(shardID: ShardID, sequenceNumber: SequenceNumber, possiblyDuplicated: Bool = false) {
    self.shardID = shardID
    self.sequenceNumber = sequenceNumber
    self.possiblyDuplicated = possiblyDuplicated
  }
}
