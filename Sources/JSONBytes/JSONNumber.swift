/// A number of JSON, kept digit for digit.
public struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
  /// The number as it is spelled.
  public let description: String

  /// Keeps a scanned number.
  public init(_ text: JSONNumberText) { description = text.string }

  /// Spells an integer.
  public init(_ integer: Int) { description = integer.description }

  /// Spells a finite number; there is none for NaN and the infinities.
  public init?(_ number: Double) {
    guard number.isFinite else { return nil }
    description = number.description
  }

  /// The value where it is a whole number that fits; `1e3` and `7.0` are whole numbers too.
  public var int: Int? {
    var digits = description
    return Int(description) ?? digits.withUTF8 { DecimalDigits.wholeNumber($0) }
  }

  /// The nearest value; `nil` where it is too large for a `Double`.
  public var double: Double? { Double(description).flatMap { $0.isFinite ? $0 : nil } }
}
