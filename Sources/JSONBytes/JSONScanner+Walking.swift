/// Hears what a walk over a value comes by that need not stay as it is.
protocol WalkListener {
  /// White space between the tokens.
  mutating func met(space: Range<Int>)
  /// A text, quotes included, with escapes or bytes outside ASCII.
  mutating func met(_ text: JSONText, filling range: Range<Int>)
}

/// Wants to hear of nothing.
struct DeafListener: WalkListener {
  func met(space: Range<Int>) {}
  func met(_ text: JSONText, filling range: Range<Int>) {}
}

extension JSONScanner {
  /// Passes over the next value and checks it.
  ///
  /// One loop over the tokens instead of the calls for those who pull: nothing is made of a token
  /// here, and most records are only handed on.
  mutating func walk(_ listener: inout some WalkListener) throws(JSONError) {
    switch try nextByte(&listener) {
    case UInt8(ascii: "\""): try walkText(&listener)
    case UInt8(ascii: "{"): try walkObject(&listener)
    case UInt8(ascii: "["): try walkArray(&listener)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try number()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: throw unexpected("expected a value")
    }
  }

  private mutating func walkObject(_ listener: inout some WalkListener) throws(JSONError) {
    try enter()
    var byte = try nextByte(&listener)
    if byte == UInt8(ascii: "}") { return leave() }
    while true {
      guard byte == UInt8(ascii: "\"") else { throw unexpected("expected a key") }
      try walkText(&listener)
      guard try nextByte(&listener) == UInt8(ascii: ":") else { throw unexpected(#"expected ":""#) }
      cursor &+= 1
      try walk(&listener)
      byte = try nextByte(&listener)
      if byte == UInt8(ascii: "}") { return leave() }
      guard byte == UInt8(ascii: ",") else { throw unexpected(#"expected "," or "}""#) }
      cursor &+= 1
      byte = try nextByte(&listener)
      guard byte != UInt8(ascii: "}") else { throw unexpected("a comma before the bracket") }
    }
  }

  private mutating func walkArray(_ listener: inout some WalkListener) throws(JSONError) {
    try enter()
    if try nextByte(&listener) == UInt8(ascii: "]") { return leave() }
    while true {
      try walk(&listener)
      let byte = try nextByte(&listener)
      if byte == UInt8(ascii: "]") { return leave() }
      guard byte == UInt8(ascii: ",") else { throw unexpected(#"expected "," or "]""#) }
      cursor &+= 1
      guard try nextByte(&listener) != UInt8(ascii: "]") else {
        throw unexpected("a comma before the bracket")
      }
    }
  }

  /// Passes the text whose opening quote is the next byte.
  @inline(__always)
  private mutating func walkText(_ listener: inout some WalkListener) throws(JSONError) {
    let start = cursor
    let end = endOfPlainText(from: start &+ 1)
    if end < count, base[end] == UInt8(ascii: "\"") {
      cursor = end &+ 1
    } else {
      let text = try intricateText(from: start &+ 1, plainTo: end)
      listener.met(text, filling: start..<cursor)
    }
  }

  @inline(__always)
  private mutating func nextByte(_ listener: inout some WalkListener) throws(JSONError) -> UInt8 {
    if cursor < count, base[cursor] > 0x20 { return base[cursor] }
    let start = cursor
    skipSpace()
    if cursor > start { listener.met(space: start..<cursor) }
    guard cursor < count else { throw unexpected("") }
    return base[cursor]
  }

  @inline(__always)
  private mutating func leave() {
    cursor &+= 1
    depth &-= 1
    isAtStart = false
  }
}
