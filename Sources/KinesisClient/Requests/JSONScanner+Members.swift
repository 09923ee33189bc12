import Digests
import FoundationEssentials
import JSONBytes

// The shapes Kinesis's answers are made of. A member that is `null` is one that is not there.
extension JSONScanner {
  /// Reads an object member by member; `body` reads or skips each value.
  mutating func members(
    _ body: (JSONText, inout JSONScanner) throws(JSONError) -> Void
  ) throws(JSONError) {
    try beginObject()
    while let key = try nextKey() { try body(key, &self) }
  }

  /// Reads an array whose elements `body` reads; `null` is an empty one.
  mutating func elements<Element>(
    _ body: (inout JSONScanner) throws(JSONError) -> Element
  ) throws(JSONError) -> [Element] {
    if try readNull() { return [] }
    var elements: [Element] = []
    try beginArray()
    while try nextElement() { elements.append(try body(&self)) }
    return elements
  }

  /// Reads a text or `null`.
  mutating func optionalString() throws(JSONError) -> String? {
    try readNull() ? nil : try string()
  }

  /// Reads a whole number or `null`.
  mutating func optionalInteger() throws(JSONError) -> Int? {
    try readNull() ? nil : try integer()
  }

  /// Reads seconds since 1970, with a fraction, or `null`.
  mutating func date() throws(JSONError) -> Date? {
    try readNull() ? nil : Date(timeIntervalSince1970: try double())
  }

  /// Reads bytes that travel as base64.
  mutating func blob() throws(JSONError) -> [UInt8] {
    let start = position
    let text = try stringSlice()
    let bytes = text.isEscaped ? Base64.decode(text.string) : Base64.decode(text.bytes)
    guard let bytes else { throw JSONError(.unsuitableValue, at: start, "expected base64") }
    return bytes
  }

  /// Reads a hash key: up to 39 digits in quotation marks.
  mutating func hashKey() throws(JSONError) -> UInt128 {
    let start = position
    guard let key = UInt128(try string()) else {
      throw JSONError(.unsuitableValue, at: start, "expected a number below 2^128")
    }
    return key
  }
}
