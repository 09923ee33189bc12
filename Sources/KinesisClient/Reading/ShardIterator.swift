public import FoundationEssentials

/// A place in a shard as the service spells it; it expires after five minutes.
public struct ShardIterator: Hashable, Sendable {
  /// The shard.
  public let shard: ShardID
  /// What the service wants to be told to go on from here.
  public let token: String
  /// What the service's clock said when it was made, to the second.
  public let made: Date?
}
