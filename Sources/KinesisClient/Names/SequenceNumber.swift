/// The place of a record in its shard: a number of up to 128 digits, larger for later records.
public struct SequenceNumber: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The digits.
  public let rawValue: String

  /// Takes digits as they stand in an answer.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The digits.
  public var description: String { rawValue }
}

extension SequenceNumber: ExpressibleByStringLiteral {
  /// Writes a number as a literal.
  public init(stringLiteral text: String) { rawValue = text }
}

extension SequenceNumber: Comparable {
  /// Compares as numbers; only those of one shard are worth comparing.
  public static func < (one: SequenceNumber, other: SequenceNumber) -> Bool {
    let (one, other) = (one.digits, other.digits)
    // AWS's all have 56 digits; those of other services may be as short as they like.
    return one.count == other.count ? one.lexicographicallyPrecedes(other) : one.count < other.count
  }

  private var digits: Substring.UTF8View { rawValue.utf8.drop { $0 == UInt8(ascii: "0") } }
}
