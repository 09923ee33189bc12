import Digests

extension ByteBuffer {
  /// What is written at these places, as a text.
  func text(_ places: Range<Int>) -> String {
    withSpan(from: places.lowerBound) { span in
      unsafe span.extracting(first: places.count).withUnsafeBytes {
        unsafe String(decoding: $0, as: UTF8.self)
      }
    }
  }

  /// Everything that is written, as a text.
  var text: String { text(0..<count) }

  mutating func append(_ text: String) { append(text.utf8.span) }

  mutating func append(_ text: Substring) { append(text.utf8.span) }

  mutating func append(_ bytes: [UInt8]) { append(bytes.span) }

  mutating func append(_ bytes: [UInt8], _ places: Range<Int>) {
    append(bytes.span.extracting(places))
  }

  mutating func append(_ character: Unicode.Scalar) { append(UInt8(ascii: character)) }

  /// Writes a digest in lower-case hexadecimal.
  mutating func append(_ digest: Digest<32>) {
    unsafe digest.withUnsafeBytes { bytes in
      unsafe append(count: 2 * bytes.count) { unsafe Hex.write(bytes, to: $0) }
    }
  }

  /// Writes a byte as it is where a URI may hold it, escaped where not.
  mutating func appendEncoded(_ byte: UInt8, keeping kept: ByteSet = .unreserved) {
    if kept.contains(byte) { return append(byte) }
    append("%")
    append((byte >> 4).upperHexDigit)
    append((byte & 15).upperHexDigit)
  }

  /// Writes a header value without white space at its ends and with one space for every run inside.
  mutating func appendTrimmed(_ value: String) {
    let bytes = value.utf8.span
    if !bytes.mayHoldWhiteSpace { return append(bytes) }
    let start = count
    var isAfterSpace = false
    for index in bytes.indices {
      let byte = bytes[index]
      if byte.isWhiteSpace {
        isAfterSpace = true
        continue
      }
      if isAfterSpace, count > start { append(" ") }
      isAfterSpace = false
      append(byte)
    }
  }
}
