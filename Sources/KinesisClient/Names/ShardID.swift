/// The name of a shard within its stream: `shardId-000000000002`.
public struct ShardID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The name as it stands in an answer.
  public let rawValue: String

  /// Takes a name as it stands.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The name as it stands.
  public var description: String { rawValue }
}

extension ShardID: ExpressibleByStringLiteral {
  /// Writes a name as a literal.
  public init(stringLiteral text: String) { rawValue = text }
}

extension ShardID: Comparable {
  /// In the order in which shards were made.
  public static func < (one: ShardID, other: ShardID) -> Bool { one.rawValue < other.rawValue }
}
