public import FoundationEssentials

/// One record of a stream before anybody knows what it says; its parts are named as in Spark's
/// `kinesis` source.
public struct SourceRecord: Hashable, Sendable {
  /// The stream or topic it came from.
  public var stream: String
  /// The shard, or the number of the partition.
  public var shardID: String
  /// Its place there: a sequence number, or an offset.
  public var sequenceNumber: String
  /// What decided about the shard, where that is known.
  public var partitionKey: String?
  /// When it arrived, where that is known.
  public var approximateArrivalTimestamp: Date?
  /// Its bytes.
  public var data: [UInt8]

  /// Puts a record together.
  public init(
    stream: String,
    shardID: String,
    sequenceNumber: String,
    partitionKey: String? = nil,
    approximateArrivalTimestamp: Date? = nil,
    data: [UInt8]
  ) {
    self.stream = stream
    self.shardID = shardID
    self.sequenceNumber = sequenceNumber
    self.partitionKey = partitionKey
    self.approximateArrivalTimestamp = approximateArrivalTimestamp
    self.data = data
  }
}
