// The spellings themselves, for writers that build a record without a `JSONWriter`.
extension JSONWriter {
  /// Appends a quoted text; only quotes, backslashes and control characters are escaped.
  public static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { append(utf8: $0, to: &output) }
  }

  /// Appends UTF-8 bytes as a quoted text.
  public static func append(utf8 text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var plain = 0
    for index in text.indices where WordScan.mustEscape(text[index]) {
      output.append(contentsOf: text[plain..<index])
      escape(text[index], to: &output)
      plain = index + 1
    }
    output.append(contentsOf: text[plain...])
    output.append(UInt8(ascii: "\""))
  }

  /// Appends an integer.
  public static func append(_ integer: Int, to output: inout [UInt8]) {
    output.append(contentsOf: String(integer).utf8)
  }

  /// Appends a number in its shortest spelling, always with a fraction or an exponent.
  public static func append(_ number: Double, to output: inout [UInt8]) {
    guard number.isFinite else { return append("null" as StaticString, to: &output) }
    output.append(contentsOf: number.description.utf8)
  }

  static func append(_ word: StaticString, to output: inout [UInt8]) {
    output.append(
      contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    )
  }

  private static func escape(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    case 0x0a: output.append(UInt8(ascii: "n"))
    case 0x0d: output.append(UInt8(ascii: "r"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x0c: output.append(UInt8(ascii: "f"))
    default:
      let digits: StaticString = "0123456789abcdef"
      append("u00" as StaticString, to: &output)
      output.append(digits.utf8Start[Int(byte >> 4)])
      output.append(digits.utf8Start[Int(byte & 15)])
    }
  }
}
