/// Texts as they stand between quotes in JavaScript.
enum JavaScriptText {
  static func escape(_ text: String) -> String {
    var escaped = ""
    for unit in text.utf16 {
      switch unit {
      case 0x22: escaped += "\\\""
      case 0x27: escaped += "\\'"
      case 0x5c: escaped += "\\\\"
      case 0x2f: escaped += "\\/"
      case 0x08: escaped += "\\b"
      case 0x09: escaped += "\\t"
      case 0x0a: escaped += "\\n"
      case 0x0c: escaped += "\\f"
      case 0x0d: escaped += "\\r"
      case 0x20...0x7e: escaped.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16, uppercase: true)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }
    }
    return escaped
  }
}
