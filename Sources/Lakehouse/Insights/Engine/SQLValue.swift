/// A value of an answer.
public enum SQLValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// A whole number.
  case integer(Int)
  /// A number with a fraction.
  case real(Double)
  /// A text.
  case text(String)

  /// How a table or a CSV file shows it; nothing is the empty text.
  public var shown: String {
    switch self {
    case .null: ""
    case .integer(let value): String(value)
    case .real(let value): Int(exactly: value).map { "\($0).0" } ?? String(value)
    case .text(let text): text
    }
  }

  /// The number, where it is one of either kind.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .null, .text: nil
    }
  }
}
