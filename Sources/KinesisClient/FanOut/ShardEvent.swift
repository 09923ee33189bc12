import JSONBytes

/// What a shard sent to a registered consumer at once; at least every five seconds something comes.
public struct ShardEvent: Sendable {
  /// The records, oldest first; perhaps none.
  public var records: [KinesisRecord] = []
  /// Where to go on with another subscription; `nil` where the shard has ended.
  public var continuation: SequenceNumber?
  /// How far behind the newest record of the shard the last one here is.
  public var behind: Duration?
  /// The shards that came of this one, told with its end.
  public var children: [ChildShard] = []

  init(from json: inout JSONScanner, in shard: ShardID) throws(JSONError) {
    try json.members { key, json throws(JSONError) in
      switch key {
      case "Records":
        records = try json.elements { json throws(JSONError) in
          try KinesisRecord(from: &json, in: shard)
        }
      case "ContinuationSequenceNumber":
        continuation = try json.optionalString().map(SequenceNumber.init(rawValue:))
      case "MillisBehindLatest": behind = try json.optionalInteger().map { .milliseconds($0) }
      case "ChildShards":
        children = try json.elements { json throws(JSONError) in try ChildShard(from: &json) }
      default: try json.skipValue()
      }
    }
  }
}
