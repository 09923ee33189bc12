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
  @inline(__always)
  mutating func text() throws(JSONError) -> JSONText {
    let start = cursor &+ 1
    let end = endOfPlainText(from: start)
    guard end < count, base[end] == UInt8(ascii: "\"") else {
      return try intricateText(from: start, plainTo: end)
    }
    cursor = end &+ 1
    let content = UnsafeBufferPointer(start: base + start, count: end &- start)
    return JSONText(bytes: content, isEscaped: false, isASCII: true)
  }

  /// Reads on in a text that has escapes or bytes outside ASCII, or is broken.
  @inline(never)
  mutating func intricateText(
    from start: Int,
    plainTo end: Int
  ) throws(JSONError) -> JSONText {
    cursor = end
    var isEscaped = false
    var isASCII = true
    while true {
      guard cursor < count else { throw JSONError(.unexpectedEnd, at: cursor, "in a string") }
      switch base[cursor] {
      case UInt8(ascii: "\""):
        let content = UnsafeBufferPointer(start: base + start, count: cursor - start)
        cursor += 1
        return JSONText(bytes: content, isEscaped: isEscaped, isASCII: isASCII)
      case UInt8(ascii: "\\"):
        isEscaped = true
        try skipEscape()
      case 0x80...:
        isASCII = false
        try skipNonASCII()
      default: throw JSONError(.controlCharacter, at: cursor)
      }
      cursor = endOfPlainText(from: cursor)
    }
  }

  /// The index of the first byte from `start` on that is a quote, a backslash, a control character
  /// or outside ASCII.
  @inline(__always)
  func endOfPlainText(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let hits = WordScan.special(WordScan.load(base + index))
      if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count, !WordScan.isSpecial(base[index]) { index &+= 1 }
    return index
  }

  private mutating func skipEscape() throws(JSONError) {
    let start = position
    guard start + 1 < count else { throw JSONError(.unexpectedEnd, at: count, "in a string") }
    cursor += 2
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
    cursor += 2
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
    cursor += 4
    return unit
  }

  private mutating func skipNonASCII() throws(JSONError) {
    repeat {
      let length = UTF8Sequence.length(base + position, available: count - position)
      guard length > 0 else { throw JSONError(.malformedUTF8, at: position) }
      cursor += length
    } while position < count && base[position] >= 0x80
  }
}
