extension JSONScanner {
  /// Passes over the next value, checks it, and gives the range it fills.
  ///
  /// The bytes of the range are the value as it was written: what a relay hands on.
  @discardableResult
  public mutating func skipValue() throws(JSONError) -> Range<Int> {
    let first = try nextByte()
    let start = position
    switch JSONKind(firstByte: first) {
    case .object:
      try beginObject()
      while try nextKey() != nil { try skipValue() }
    case .array:
      try beginArray()
      while try nextElement() { try skipValue() }
    case .string: _ = try text()
    case .number: _ = try number()
    case .boolean: _ = try boolean()
    case .null: _ = try readNull()
    case nil: throw unexpected("expected a value")
    }
    return start..<position
  }
}
