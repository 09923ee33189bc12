// What to call first where it is known what usually comes: each of these reads the expected thing
// in a handful of instructions, or reads nothing and leaves the decision to the thorough calls.
extension JSONScanner {
  /// Reads the next key of the open object and its colon where it is just this one, unescaped.
  ///
  /// ``nextKey()`` must have the last word, because only it closes the object.
  @inlinable @inline(__always)
  public mutating func readKey(_ key: StaticString) -> Bool {
    var index = cursor
    if !isAtStart {
      guard index < count, base[index] == UInt8(ascii: ",") else { return false }
      index += 1
      if index < count, base[index] == 0x20 { index += 1 }
    }
    let length = key.utf8CodeUnitCount
    guard index + length + 3 <= count, base[index] == UInt8(ascii: "\""),
      base[index + length + 1] == UInt8(ascii: "\""), base[index + length + 2] == UInt8(ascii: ":"),
      WordScan.starts(base + index + 1, with: key)
    else { return false }
    cursor = index + length + 3
    isAtStart = false
    return true
  }

  /// Reads and decodes a text where one comes next.
  public mutating func readString() throws(JSONError) -> String? {
    guard try nextByte() == UInt8(ascii: "\"") else { return nil }
    return try text().string
  }

  /// Reads a text, without decoding it, where one comes next.
  public mutating func readStringSlice() throws(JSONError) -> JSONText? {
    guard try nextByte() == UInt8(ascii: "\"") else { return nil }
    return try text()
  }

  /// Reads a whole number of at most 18 digits, without fraction and exponent, where one comes next.
  public mutating func readInteger() -> Int? {
    skipSpace()
    var index = cursor
    let isNegative = passMinus(&index)
    let first = index
    var digits = 0
    passDigits(&index, &digits)
    guard isWhole(from: first, to: index), index &- first <= 18,
      index == count
        || (base[index] != UInt8(ascii: ".") && base[index] | 0x20 != UInt8(ascii: "e"))
    else { return nil }
    cursor = index
    return isNegative ? -digits : digits
  }

  /// Reads a number of at most 15 digits, without exponent, where one comes next.
  public mutating func readDouble() -> Double? {
    skipSpace()
    var index = cursor
    let isNegative = passMinus(&index)
    let first = index
    var digits = 0
    passDigits(&index, &digits)
    guard isWhole(from: first, to: index) else { return nil }
    var decimals = 0
    if index < count, base[index] == UInt8(ascii: ".") {
      let point = index
      index &+= 1
      passDigits(&index, &digits)
      decimals = index &- point &- 1
      guard decimals > 0 else { return nil }
    }
    guard index &- first <= 16, index == count || base[index] | 0x20 != UInt8(ascii: "e") else {
      return nil
    }
    cursor = index
    // Both numbers are exact as doubles, so that one correctly rounded division gives the nearest
    // one to their quotient (Clinger 1990).
    let magnitude = Double(digits) / DecimalDigits.powerOfTen(decimals)
    return isNegative ? -magnitude : magnitude
  }

  @inline(__always)
  private func passMinus(_ index: inout Int) -> Bool {
    guard index < count, base[index] == UInt8(ascii: "-") else { return false }
    index &+= 1
    return true
  }

  /// Digits past the eighteenth overflow, which is no matter where they are refused for their number.
  @inline(__always)
  private func passDigits(_ index: inout Int, _ digits: inout Int) {
    while index < count {
      let digit = base[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return }
      digits = digits &* 10 &+ Int(truncatingIfNeeded: digit)
      index &+= 1
    }
  }

  /// Whether the digits are some, without a leading zero.
  @inline(__always)
  private func isWhole(from first: Int, to end: Int) -> Bool {
    end > first && (base[first] != UInt8(ascii: "0") || end == first &+ 1)
  }
}
