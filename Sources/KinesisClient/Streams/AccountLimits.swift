import JSONBytes

/// How many shards and streams an account has in a region, and may have.
public struct AccountLimits: Hashable, Sendable {
  /// How many shards it may have.
  public var shardLimit = 0
  /// How many open shards it has.
  public var openShardCount = 0
  /// How many on-demand streams it has, where the answer says it.
  public var onDemandStreamCount: Int?
  /// How many on-demand streams it may have, where the answer says it.
  public var onDemandStreamCountLimit: Int?

  init(from json: inout JSONScanner) throws(JSONError) {
    try json.members { key, json throws(JSONError) in
      switch key {
      case "ShardLimit": shardLimit = try json.integer()
      case "OpenShardCount": openShardCount = try json.integer()
      case "OnDemandStreamCount": onDemandStreamCount = try json.optionalInteger()
      case "OnDemandStreamCountLimit": onDemandStreamCountLimit = try json.optionalInteger()
      default: try json.skipValue()
      }
    }
  }
}
