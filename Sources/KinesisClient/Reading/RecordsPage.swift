import FoundationEssentials
import JSONBytes

/// What one read of a shard brought.
public struct RecordsPage: Sendable {
  /// The records, oldest first; none does not mean that there are no more.
  public var records: [KinesisRecord]
  /// Where to go on; `nil` where the shard was closed and this is all of it.
  public var next: ShardIterator?
  /// How far behind the newest record of the shard the last one here is.
  public var behind: Duration?
  /// The shards that came of this one, told with its end.
  public var children: [ChildShard]
}

extension RecordsPage {
  /// Reads an answer to `GetRecords` for a shard.
  init(from json: inout JSONScanner, in shard: ShardID, made: Date?) throws(JSONError) {
    self.init(records: [], next: nil, behind: nil, children: [])
    try json.members { key, json throws(JSONError) in
      switch key {
      case "Records":
        records = try json.elements { json throws(JSONError) in
          try KinesisRecord(from: &json, in: shard)
        }
      case "NextShardIterator":
        next = try json.optionalString().map { ShardIterator(shard: shard, token: $0, made: made) }
      case "MillisBehindLatest": behind = try json.optionalInteger().map { .milliseconds($0) }
      case "ChildShards":
        children = try json.elements { json throws(JSONError) in try ChildShard(from: &json) }
      default: try json.skipValue()
      }
    }
  }
}
