/// Who decides how many shards a stream has, as an open set.
public struct StreamMode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The word as it stands in an answer.
  public let rawValue: String

  /// Takes a word as it stands in an answer.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The word.
  public var description: String { rawValue }

  /// Its owner does.
  public static let provisioned = StreamMode(rawValue: "PROVISIONED")
  /// Kinesis does.
  public static let onDemand = StreamMode(rawValue: "ON_DEMAND")
}
