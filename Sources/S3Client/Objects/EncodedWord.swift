import Digests

/// Text beyond ASCII as header fields carry it: `=?UTF-8?Q?caf=C3=A9?=` (RFC 2047).
enum EncodedWord {
  /// Decodes every encoded word; what is none stays as it is.
  static func decode(_ text: String) -> String {
    guard text.contains("=?") else { return text }
    // White space between two encoded words belongs to the encoding (RFC 2047 §6.2).
    let joined = text.replacing(/\?=[ \t]+=\?/, with: "?==?")
    return joined.replacing(/=\?([^?\s]+)\?([bBqQ])\?([^?\s]*)\?=/) { match in
      let (_, charset, encoding, content) = match.output
      let bytes = encoding.lowercased() == "b" ? Base64.decode(content) : quoted(content)
      guard charset.lowercased() == "utf-8", let bytes,
        let decoded = String(validating: bytes, as: UTF8.self)
      else { return String(match.output.0) }
      return decoded
    }
  }

  private static func quoted(_ content: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = content.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "_"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "="):
        let digits = rest.prefix(2)
        guard digits.count == 2, let decoded = UInt8(Substring(digits), radix: 16) else {
          return nil
        }
        bytes.append(decoded)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
