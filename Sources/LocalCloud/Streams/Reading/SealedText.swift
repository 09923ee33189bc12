import Digests

/// Bytes in a text that is safe in URLs, with a code over them that only this cloud can make.
enum SealedText {
  /// How many bytes of the code are sent along.
  private static let codeLength = 12
  /// What AWS's iterators begin with.
  private static let head: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1]

  static func seal(_ content: [UInt8], with key: IteratorKey) -> String {
    let code = HMACSHA256.code(of: content, key: key.hmac).bytes.prefix(codeLength)
    return Base64.encodeForURL(head + code + content)
  }

  /// The bytes, where the text was made by `seal` with this key.
  static func open(_ text: some StringProtocol, with key: IteratorKey) -> [UInt8]? {
    let standard = text.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - standard.count % 4) % 4)
    guard let bytes = Base64.decode(String(decoding: standard + padding, as: UTF8.self)),
      bytes.starts(with: head), bytes.count > head.count + codeLength
    else { return nil }
    let content = Array(bytes[(head.count + codeLength)...])
    let code = HMACSHA256.code(of: content, key: key.hmac).bytes.prefix(codeLength)
    return code.elementsEqual(bytes[head.count..<head.count + codeLength]) ? content : nil
  }
}
