/// Paths of files as the log spells them: percent-encoded like the path of a URL.
enum PathEncoding {
  private static let plain = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/=!$&'()*+,;@".utf8
  )
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Encodes what a URL's path cannot hold, and the colon, which would make the beginning a scheme.
  static func encode(_ path: String) -> String {
    if path.utf8.allSatisfy(plain.contains) { return path }
    var encoded: [UInt8] = []
    for byte in path.utf8 {
      if plain.contains(byte) {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// Decodes; `nil` where a percent sign has no two digits, or no text comes out.
  static func decode(_ text: String) -> String? {
    if !text.utf8.contains(UInt8(ascii: "%")) { return text }
    var decoded: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value)
      else { return nil }
      decoded.append(high << 4 | low)
    }
    return String(validating: decoded, as: UTF8.self)
  }

  /// Whether an encoded path is a place of its own, or climbs out of the table's folder.
  static func leavesTable(_ path: String) -> Bool {
    if path.hasPrefix("/") || (decode(path) ?? path).split(separator: "/").contains("..") {
      return true
    }
    guard let colon = path.firstIndex(of: ":"), path[..<colon].first?.isLetter == true else {
      return false
    }
    return path[..<colon].allSatisfy { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || "+-.".contains(letter))
    }
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
