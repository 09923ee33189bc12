extension JSONScanner {
  /// Reads a number and checks its spelling, but leaves it where it stands.
  public mutating func number() throws(JSONError) -> JSONNumberText {
    let first = try nextByte()
    guard first == UInt8(ascii: "-") || Self.isDigit(first) else {
      throw unsuitable("expected a number")
    }
    let start = position
    if first == UInt8(ascii: "-") { cursor += 1 }
    let firstDigit = position
    try digits(ofNumberAt: start)
    if base[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
      throw JSONError(.malformedNumber, at: start, "a leading zero")
    }
    var isInteger = true
    if position < count, base[position] == UInt8(ascii: ".") {
      isInteger = false
      cursor += 1
      try digits(ofNumberAt: start)
    }
    if position < count, base[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      cursor += 1
      if position < count,
        base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-")
      {
        cursor += 1
      }
      try digits(ofNumberAt: start)
    }
    let spelled = UnsafeBufferPointer(start: base + start, count: position - start)
    return JSONNumberText(bytes: spelled, isInteger: isInteger)
  }

  /// Reads a whole number that fits an `Int`.
  public mutating func integer() throws(JSONError) -> Int {
    let number = try number()
    guard let value = number.int else {
      throw JSONError(
        .unsuitableValue,
        at: position - number.bytes.count,
        "\(number.string) is no 64-bit integer"
      )
    }
    return value
  }

  /// Reads a number as the nearest `Double`.
  public mutating func double() throws(JSONError) -> Double {
    let number = try number()
    guard let value = number.double else {
      throw JSONError(
        .unsuitableValue,
        at: position - number.bytes.count,
        "\(number.string) is too large"
      )
    }
    return value
  }

  /// Reads `true` or `false`.
  public mutating func boolean() throws(JSONError) -> Bool {
    switch try nextByte() {
    case UInt8(ascii: "t"):
      try word("true")
      return true
    case UInt8(ascii: "f"):
      try word("false")
      return false
    default: throw unsuitable("expected true or false")
    }
  }

  /// Reads `null` where it comes next, and says whether it did.
  public mutating func readNull() throws(JSONError) -> Bool {
    guard try nextByte() == UInt8(ascii: "n") else { return false }
    try word("null")
    return true
  }

  /// Passes a word whose first letter is the next byte.
  mutating func word(_ word: StaticString) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard position < count, base[position] == word.utf8Start[index] else {
        throw unexpected("expected \(word)")
      }
      cursor += 1
    }
  }

  private mutating func digits(ofNumberAt start: Int) throws(JSONError) {
    let first = position
    while position < count, Self.isDigit(base[position]) { cursor += 1 }
    guard position > first else {
      throw position < count
        ? JSONError(.malformedNumber, at: start)
        : JSONError(.unexpectedEnd, at: position, "in a number")
    }
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
