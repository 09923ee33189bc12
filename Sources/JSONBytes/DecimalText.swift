/// Integers as text, written where the caller has room for it.
enum DecimalText {
  /// Room that is enough for any integer and any ``ShortDecimal``.
  static let longest = 24

  /// Writes an integer and gives the number of its characters.
  @inline(__always)
  static func write(_ integer: Int, to text: UnsafeMutablePointer<UInt8>) -> Int {
    guard integer < 0 else { return write(integer.magnitude, to: text) }
    text[0] = UInt8(ascii: "-")
    return write(integer.magnitude, to: text + 1) + 1
  }

  /// Writes a magnitude and gives the number of its digits.
  @inline(__always)
  static func write(_ magnitude: UInt, to text: UnsafeMutablePointer<UInt8>) -> Int {
    let count = digits(of: magnitude)
    var rest = magnitude
    var index = count
    while index > 0 {
      index &-= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      text[index] = UInt8(truncatingIfNeeded: digit) | 0x30
      rest = quotient
    }
    return count
  }

  @inline(__always)
  private static func digits(of magnitude: UInt) -> Int {
    var count = 1
    var bound: UInt = 10
    while magnitude >= bound {
      count &+= 1
      let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
      if overflow { return count }
      bound = next
    }
    return count
  }
}
