/// A text or key inside the scanned bytes, checked but not decoded.
///
/// It points into the bytes of its scanner and is valid as long as they are.
public struct JSONText {
  /// The bytes between the quotes, as they stand.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// Whether there are escapes among them.
  public let isEscaped: Bool
  /// Whether all of them are ASCII, whatever the escapes stand for.
  public let isASCII: Bool

  /// The decoded text.
  public var string: String {
    withDecoded { decoded, isASCII in
      let content = unsafe UTF8Span(unchecked: decoded.span, isKnownASCII: isASCII)
      return String(copying: content)
    }
  }

  /// Appends the decoded text as UTF-8.
  public func append(to output: inout [UInt8]) {
    withDecoded { decoded, _ in output.append(contentsOf: decoded) }
  }

  /// Whether the decoded text is `other`.
  @inlinable @inline(__always)
  public static func == (text: JSONText, other: StaticString) -> Bool {
    if text.isEscaped { return text.decodes(to: other) }
    guard text.bytes.count == other.utf8CodeUnitCount, let start = text.bytes.baseAddress else {
      return false
    }
    return WordScan.starts(start, with: other)
  }

  /// Compares byte for byte, not as strings do: other scalars may look and count as the same.
  @usableFromInline @inline(never)
  func decodes(to other: StaticString) -> Bool {
    withDecoded { decoded, _ in
      decoded.elementsEqual(
        UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount)
      )
    }
  }

  /// Lets `switch` match keys with literals.
  @inlinable @inline(__always)
  public static func ~= (pattern: StaticString, text: JSONText) -> Bool { text == pattern }
}
