/// A value as SQLite keeps it.
public enum SQLiteValue: Hashable, Sendable {
  /// No value.
  case null
  /// A 64-bit integer.
  case integer(Int64)
  /// A double.
  case real(Double)
  /// UTF-8 text.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// The text, where it is one.
  public var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The integer, where it is one.
  public var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

  /// The number, where it is one of either kind.
  public var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .null, .text, .blob: nil
    }
  }
}

extension SQLiteValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  /// Writes an integer as a literal.
  public init(integerLiteral value: Int64) { self = .integer(value) }

  /// Writes a text as a literal.
  public init(stringLiteral value: String) { self = .text(value) }
}
