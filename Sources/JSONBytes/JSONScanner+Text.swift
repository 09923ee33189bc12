extension JSONScanner {
  /// Reads a text and decodes it.
  public mutating func string() throws(JSONError) -> String {
    guard try nextByte() == UInt8(ascii: "\"") else { throw unsuitable("expected a string") }
    return try text().string
  }

  /// Reads a text and checks it, but leaves it where it stands.
  public mutating func stringSlice() throws(JSONError) -> JSONText {
    guard try nextByte() == UInt8(ascii: "\"") else { throw unsuitable("expected a string") }
    return try text()
  }

  /// Reads a text whose opening quote is the next byte.
  mutating func text() throws(JSONError) -> JSONText {
    position += 1
    let start = position
    var isEscaped = false
    var isASCII = true
    while true {
      position = endOfPlainText(from: position)
      guard position < count else { throw JSONError(.unexpectedEnd, at: position, "in a string") }
      switch base[position] {
      case UInt8(ascii: "\""):
        let content = UnsafeBufferPointer(start: base + start, count: position - start)
        position += 1
        return JSONText(bytes: content, isEscaped: isEscaped, isASCII: isASCII)
      case UInt8(ascii: "\\"):
        isEscaped = true
        try skipEscape()
      case 0x80...:
        isASCII = false
        try skipNonASCII()
      default: throw JSONError(.controlCharacter, at: position)
      }
    }
  }

  /// The index of the first byte from `start` on that is a quote, a backslash, a control character
  /// or outside ASCII.
  @inline(__always)
  func endOfPlainText(from start: Int) -> Int {
    var index = start
    while index + 8 <= count {
      let hits = WordScan.special(WordScan.load(base + index))
      if hits != 0 { return index + hits.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count, !WordScan.isSpecial(base[index]) { index += 1 }
    return index
  }

  private mutating func skipEscape() throws(JSONError) {
    let start = position
    guard start + 1 < count else { throw JSONError(.unexpectedEnd, at: count, "in a string") }
    position += 2
    guard base[start + 1] == UInt8(ascii: "u") else {
      guard EscapeDecoding.character(for: base[start + 1]) != nil else {
        throw JSONError(.malformedEscape, at: start)
      }
      return
    }
    let unit = try hexUnit(ofEscapeAt: start)
    if unit & 0xf800 != 0xd800 { return }
    guard unit < 0xdc00, position + 1 < count, base[position] == UInt8(ascii: "\\"),
      base[position + 1] == UInt8(ascii: "u")
    else { throw JSONError(.malformedEscape, at: start, "half of a surrogate pair") }
    position += 2
    let low = try hexUnit(ofEscapeAt: start + 6)
    guard low & 0xfc00 == 0xdc00 else {
      throw JSONError(.malformedEscape, at: start, "half of a surrogate pair")
    }
  }

  /// Reads the four digits after `\u`, which the position has passed.
  private mutating func hexUnit(ofEscapeAt start: Int) throws(JSONError) -> UInt32 {
    guard position + 4 <= count else { throw JSONError(.unexpectedEnd, at: count, "in a string") }
    guard let unit = EscapeDecoding.hexUnit(base + position) else {
      throw JSONError(.malformedEscape, at: start)
    }
    position += 4
    return unit
  }

  private mutating func skipNonASCII() throws(JSONError) {
    repeat {
      let length = UTF8Sequence.length(base + position, available: count - position)
      guard length > 0 else { throw JSONError(.malformedUTF8, at: position) }
      position += length
    } while position < count && base[position] >= 0x80
  }
}
