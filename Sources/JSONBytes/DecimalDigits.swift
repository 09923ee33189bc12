/// From checked decimal digits to binary numbers.
enum DecimalDigits {
  /// The integer, or `nil` where it does not fit.
  static func int(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    var value = 0
    for byte in bytes.dropFirst(isNegative ? 1 : 0) {
      let digit = Int(byte &- UInt8(ascii: "0"))
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      // Negative numbers grow downwards, because there is one more of them.
      let (next, overflowToo) =
        isNegative
        ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
      if overflow || overflowToo { return nil }
      value = next
    }
    return value
  }

  /// The whole number that a spelling with a fraction or an exponent means, or `nil`.
  static func wholeNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var digits: Int128 = 0
    var scale = 0
    var isFraction = false
    var index = bytes.first == UInt8(ascii: "-") ? 1 : 0
    while index < bytes.count, bytes[index] | 0x20 != UInt8(ascii: "e") {
      if bytes[index] == UInt8(ascii: ".") {
        isFraction = true
      } else {
        guard digits < Int128.max / 100 else { return nil }
        digits = digits * 10 + Int128(bytes[index] & 15)
        scale -= isFraction ? 1 : 0
      }
      index += 1
    }
    if index < bytes.count {
      guard let exponent = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)),
        exponent.magnitude < 100
      else { return nil }
      scale += exponent
    }
    while scale < 0, digits != 0 {
      guard digits % 10 == 0 else { return nil }
      digits /= 10
      scale += 1
    }
    while scale > 0, digits != 0 {
      guard digits < Int128.max / 100 else { return nil }
      digits *= 10
      scale -= 1
    }
    return Int(exactly: bytes.first == UInt8(ascii: "-") ? -digits : digits)
  }

  /// The nearest double; infinite where it is too large.
  static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    if let value = exactDouble(bytes) { return value }
    return Double(String(decoding: bytes, as: UTF8.self)) ?? .infinity
  }

  /// The double, where both its digits and its power of ten are exact as doubles.
  ///
  /// One correctly rounded multiplication or division then gives the nearest one (Clinger 1990).
  /// Coordinates always take this way.
  private static func exactDouble(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard bytes.count <= 17 else { return nil }
    var digits: UInt64 = 0
    var decimals = 0
    var isFraction = false
    let isNegative = bytes.first == UInt8(ascii: "-")
    for byte in bytes.dropFirst(isNegative ? 1 : 0) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = digits &* 10 &+ UInt64(byte & 15)
        decimals += isFraction ? 1 : 0
      case UInt8(ascii: "."): isFraction = true
      default: return nil
      }
    }
    guard digits <= 1 << 53 else { return nil }
    let magnitude = Double(digits) / powerOfTen(decimals)
    return isNegative ? -magnitude : magnitude
  }

  /// Ten to a power of at most 17.
  @inline(__always)
  static func powerOfTen(_ exponent: Int) -> Double {
    let powers: [18 of Double] = [
      1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
      1e17,
    ]
    return powers[exponent]
  }
}
