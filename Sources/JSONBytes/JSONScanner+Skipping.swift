extension JSONScanner {
  /// Passes over the next value, checks it, and gives the range it fills.
  ///
  /// The bytes of the range are the value as it was written: what a relay hands on.
  @discardableResult
  public mutating func skipValue() throws(JSONError) -> Range<Int> {
    _ = try nextByte()
    let start = cursor
    var listener = DeafListener()
    try walk(&listener)
    return start..<cursor
  }
}
