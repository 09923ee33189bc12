/// RFC 3986 percent-encoding over bytes, with upper-case hex digits.
public enum PercentEncoding {
  /// What stays as it is when a text is encoded.
  public enum Kept: Sendable {
    /// `A-Z a-z 0-9 - . _ ~`: for a query name, a query value, a path segment.
    case unreserved
    /// The unreserved ones and `/`: for a whole path.
    case unreservedAndSlash
  }

  /// Encodes the UTF-8 bytes of `text`.
  public static func encode(_ text: String, keeping kept: Kept = .unreserved) -> String {
    let keepsSlash = kept == .unreservedAndSlash
    var extra = 0
    for byte in text.utf8 where !keeps(byte, slash: keepsSlash) { extra += 2 }
    if extra == 0 { return text }
    let source = text.utf8
    return String(unsafeUninitializedCapacity: source.count + extra) { target in
      var end = 0
      for byte in source {
        if keeps(byte, slash: keepsSlash) {
          target[end] = byte
          end += 1
        } else {
          target[end] = UInt8(ascii: "%")
          target[end + 1] = upperHexDigit(byte >> 4)
          target[end + 2] = upperHexDigit(byte & 15)
          end += 3
        }
      }
      return end
    }
  }

  /// Appends the encoded form of `bytes` to `output`.
  public static func append(
    _ bytes: some Sequence<UInt8>,
    keeping kept: Kept = .unreserved,
    to output: inout [UInt8]
  ) {
    let keepsSlash = kept == .unreservedAndSlash
    for byte in bytes {
      if keeps(byte, slash: keepsSlash) {
        output.append(byte)
      } else {
        output.append(UInt8(ascii: "%"))
        output.append(upperHexDigit(byte >> 4))
        output.append(upperHexDigit(byte & 15))
      }
    }
  }

  /// Decodes every escape to its byte, or gives `nil` where one is malformed.
  ///
  /// With `plusIsSpace` a plus becomes a space, as in forms.
  public static func decodeBytes(
    _ text: some StringProtocol,
    plusIsSpace: Bool = false
  ) -> [UInt8]? {
    let decoded = text.utf8.withContiguousStorageIfAvailable { decode($0, plusIsSpace) }
    return decoded ?? Array(text.utf8).withUnsafeBufferPointer { decode($0, plusIsSpace) }
  }

  private static func decode(_ text: UnsafeBufferPointer<UInt8>, _ plusIsSpace: Bool) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count)
    var bytes = text.makeIterator()
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = bytes.next().flatMap(hexValue), let low = bytes.next().flatMap(hexValue)
        else { return nil }
        decoded.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
      default: decoded.append(byte)
      }
    }
    return decoded
  }

  /// Decodes to a text, or gives `nil` where an escape is malformed or the bytes are not UTF-8.
  public static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      !bytes.contains { $0 == UInt8(ascii: "%") || plusIsSpace && $0 == UInt8(ascii: "+") }
    }
    if isPlain == true { return String(text) }
    return decodeBytes(text, plusIsSpace: plusIsSpace)
      .flatMap { String(validating: $0, as: UTF8.self) }
  }

  private static func keeps(_ byte: UInt8, slash: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    case UInt8(ascii: "/"): slash
    default: false
    }
  }

  private static func upperHexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + (nibble - 10)
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
