public import FoundationEssentials
import JSONBytes

/// A record as it lies in a shard; what it says in words is named as in Spark's `kinesis` source.
public struct KinesisRecord: Hashable, Sendable {
  /// The shard it is in.
  public var shardID: ShardID
  /// Its place there.
  public var sequenceNumber: SequenceNumber
  /// When it arrived, to the millisecond and nearly in order.
  public var approximateArrivalTimestamp: Date
  /// What decided about the shard.
  public var partitionKey: String
  /// Its bytes.
  public var data: [UInt8]

  /// Puts a record together.
  public init(
    shardID: ShardID,
    sequenceNumber: SequenceNumber,
    approximateArrivalTimestamp: Date,
    partitionKey: String,
    data: [UInt8]
  ) {
    self.shardID = shardID
    self.sequenceNumber = sequenceNumber
    self.approximateArrivalTimestamp = approximateArrivalTimestamp
    self.partitionKey = partitionKey
    self.data = data
  }

  init(from json: inout JSONScanner, in shard: ShardID) throws(JSONError) {
    var (number, key, arrival, data) = ("", "", Date?.none, [UInt8]())
    try json.members { name, json throws(JSONError) in
      switch name {
      case "SequenceNumber": number = try json.string()
      case "ApproximateArrivalTimestamp": arrival = try json.date()
      case "Data": data = try json.blob()
      case "PartitionKey": key = try json.string()
      default: try json.skipValue()
      }
    }
    self.init(
      shardID: shard,
      sequenceNumber: SequenceNumber(rawValue: number),
      approximateArrivalTimestamp: arrival ?? Date(timeIntervalSince1970: 0),
      partitionKey: key,
      data: data
    )
  }
}
