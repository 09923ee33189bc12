/// A number inside the scanned bytes, checked and kept exactly as it stands.
///
/// It points into the bytes of its scanner and is valid as long as they are.
public struct JSONNumberText {
  /// The digits, sign, fraction and exponent as written.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// Whether it has neither a fraction nor an exponent.
  public let isInteger: Bool

  /// The number as text, digit for digit.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The value where it is a whole number that fits; `1e3` and `7.0` are whole numbers too.
  public var int: Int? {
    isInteger ? DecimalDigits.int(bytes) : DecimalDigits.wholeNumber(bytes)
  }

  /// The nearest value; `nil` where it is too large for a `Double`.
  public var double: Double? {
    let value = DecimalDigits.double(bytes)
    return value.isFinite ? value : nil
  }
}
