// The spellings themselves, for those who build a record without a `JSONWriter`.
extension JSONWriter {
  /// Appends a quoted text; only quotes, backslashes and control characters are escaped.
  public static func append(_ text: String, to output: inout [UInt8]) {
    JSONStage.append(to: &output) { $0.put(text) }
  }

  /// Appends UTF-8 bytes as a quoted text.
  public static func append(utf8 text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    appendEscaped(text, to: &output)
    output.append(UInt8(ascii: "\""))
  }

  /// Appends an integer.
  public static func append(_ integer: Int, to output: inout [UInt8]) {
    JSONStage.append(to: &output) { $0.put(integer) }
  }

  /// Appends a number in its shortest spelling, always with a fraction or an exponent.
  ///
  /// NaN and the infinities, which JSON does not have, become `null`.
  public static func append(_ number: Double, to output: inout [UInt8]) {
    JSONStage.append(to: &output) { $0.put(number) }
  }

  /// Appends the bytes of a literal as they are.
  @inlinable
  public static func append(raw literal: StaticString, to output: inout [UInt8]) {
    output.append(
      contentsOf: UnsafeBufferPointer(
        start: literal.utf8Start,
        count: literal.utf8CodeUnitCount
      )
    )
  }

  /// Appends UTF-8 bytes with escapes where they must be.
  static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var plain = 0
    var next = firstToEscape(in: text, from: 0)
    while next < text.count {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain..<next]))
      escape(text[next], to: &output)
      plain = next + 1
      next = firstToEscape(in: text, from: plain)
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain...]))
  }

  /// The index of the first byte from `start` on that must be escaped, or the end.
  @inline(__always)
  private static func firstToEscape(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = text.baseAddress else { return text.count }
    var index = start
    while index &+ 8 <= text.count {
      let hits = WordScan.mustEscape(WordScan.load(base + index))
      if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < text.count, !WordScan.mustEscape(base[index]) { index &+= 1 }
    return index
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
      append(raw: "u00", to: &output)
      output.append(digits.utf8Start[Int(byte >> 4)])
      output.append(digits.utf8Start[Int(byte & 15)])
    }
  }
}
