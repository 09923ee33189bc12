/// A text or key inside the scanned bytes, checked but not decoded.
///
/// It points into the bytes of its scanner and is valid as long as they are.
public struct JSONText {
  /// The bytes between the quotes, as they stand.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// Whether there are escapes among them.
  public let isEscaped: Bool
  /// Whether all of them are ASCII.
  public let isASCII: Bool

  /// The decoded text.
  public var string: String {
    if isEscaped {
      // An escape is never shorter than what it stands for.
      return String(unsafeUninitializedCapacity: bytes.count) { decode(into: $0.baseAddress) }
    }
    let content = unsafe UTF8Span(unchecked: bytes.span, isKnownASCII: isASCII)
    return String(copying: content)
  }

  /// Appends the decoded text as UTF-8.
  public func append(to output: inout [UInt8]) {
    guard isEscaped else { return output.append(contentsOf: bytes) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { decoded in
      let length = decode(into: decoded.baseAddress)
      output.append(contentsOf: UnsafeBufferPointer(start: decoded.baseAddress, count: length))
    }
  }

  /// Whether the decoded text is `other`.
  public static func == (text: JSONText, other: StaticString) -> Bool {
    if text.isEscaped { return text.string == other.description }
    guard text.bytes.count == other.utf8CodeUnitCount else { return false }
    return text.bytes.elementsEqual(
      UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount)
    )
  }

  /// Lets `switch` match keys with literals.
  public static func ~= (pattern: StaticString, text: JSONText) -> Bool { text == pattern }
}
