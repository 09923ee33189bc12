/// How a stream stands, with every shard that still has records.
public struct StreamDescription: Hashable, Sendable {
  /// How it stands as a whole.
  public var summary: StreamSummary
  /// Its shards, in the order in which they were made.
  public var shards: [Shard]

  /// Those of its shards that take records.
  public var openShards: [Shard] { shards.filter(\.isOpen) }

  /// The shard that a record with this key goes to now.
  public func shard(taking partitionKey: String) -> Shard? {
    let key = HashKey.of(partitionKey)
    return openShards.first { $0.hashKeys.contains(key) }
  }
}
