import JSONBytes

/// A shard that came of one that has ended.
public struct ChildShard: Hashable, Sendable {
  /// Its name.
  public var id: ShardID
  /// The shards it came from.
  public var parents: [ShardID]

  init(from json: inout JSONScanner) throws(JSONError) {
    var (id, parents) = ("", [ShardID]())
    try json.members { key, json throws(JSONError) in
      switch key {
      case "ShardId": id = try json.string()
      case "ParentShards":
        parents = try json.elements { json throws(JSONError) in
          ShardID(rawValue: try json.string())
        }
      default: try json.skipValue()
      }
    }
    self.id = ShardID(rawValue: id)
    self.parents = parents
  }
}
