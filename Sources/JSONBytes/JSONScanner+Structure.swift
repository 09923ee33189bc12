extension JSONScanner {
  /// Looks which kind of value comes next, without reading it.
  public mutating func peek() throws(JSONError) -> JSONKind {
    let byte = try nextByte()
    guard let kind = JSONKind(firstByte: byte) else { throw unexpected("expected a value") }
    return kind
  }

  /// Whether only white space is left, which is passed over.
  public mutating func isAtEnd() -> Bool {
    skipSpace()
    return position == count
  }

  /// Makes sure that nothing but white space is left.
  public mutating func finish() throws(JSONError) {
    guard isAtEnd() else { throw JSONError(.trailingBytes, at: position) }
  }

  /// Reads `{`.
  public mutating func beginObject() throws(JSONError) {
    try open(UInt8(ascii: "{"), "expected an object")
  }

  /// Reads `[`.
  public mutating func beginArray() throws(JSONError) {
    try open(UInt8(ascii: "["), "expected an array")
  }

  /// Reads the next key of the open object and its colon; `nil` closes the object.
  public mutating func nextKey() throws(JSONError) -> JSONText? {
    guard try advance(to: UInt8(ascii: "}"), #"expected "," or "}""#) else { return nil }
    guard try nextByte() == UInt8(ascii: "\"") else { throw unexpected("expected a key") }
    let key = try text()
    guard try nextByte() == UInt8(ascii: ":") else { throw unexpected(#"expected ":""#) }
    cursor += 1
    return key
  }

  /// Steps to the next element of the open array; `false` closes the array.
  public mutating func nextElement() throws(JSONError) -> Bool {
    try advance(to: UInt8(ascii: "]"), #"expected "," or "]""#)
  }

  private mutating func open(_ bracket: UInt8, _ expectation: String) throws(JSONError) {
    guard try nextByte() == bracket else { throw unsuitable(expectation) }
    try enter()
    isAtStart = true
  }

  /// Passes the bracket that opens a container.
  @inline(__always)
  mutating func enter() throws(JSONError) {
    guard depth < maximumDepth else {
      throw JSONError(.tooDeep, at: position, "\(maximumDepth) levels are allowed")
    }
    depth += 1
    cursor += 1
  }

  /// Passes the comma before the next item, or the bracket that closes.
  private mutating func advance(
    to bracket: UInt8,
    _ expectation: @autoclosure () -> String
  ) throws(JSONError) -> Bool {
    let byte = try nextByte()
    if byte == bracket {
      cursor += 1
      depth -= 1
      isAtStart = false
      return false
    }
    if isAtStart {
      isAtStart = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw unexpected(expectation()) }
    cursor += 1
    guard try nextByte() != bracket else { throw unexpected("a comma before the bracket") }
    return true
  }
}
