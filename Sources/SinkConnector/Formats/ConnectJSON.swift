import JSONBytes

/// Writes JSON as Kafka Connect's JsonConverter and JsonFormat do when values carry no schema.
///
/// There a value becomes a Java map on its way, so its members come out in the order of that map's
/// buckets, its numbers as Java prints them, and its emoji as escapes. Whoever reads such objects
/// byte for byte expects exactly that.
enum ConnectJSON {
  /// Rewrites one JSON value; `nil` where it is `null`, which Connect takes for no value at all.
  static func rewrite(_ value: ArraySlice<UInt8>) throws(JSONError) -> [UInt8]? {
    let tree = try JSONValue(parsing: Array(value))
    if tree.isNull { return nil }
    var line: [UInt8] = []
    append(tree, to: &line)
    return line
  }

  private static func append(_ value: JSONValue, to line: inout [UInt8]) {
    switch value {
    case .null: line += Array("null".utf8)
    case .bool(let truth): line += Array((truth ? "true" : "false").utf8)
    case .number(let number): append(number, to: &line)
    case .string(let text): append(text, to: &line)
    case .array(let elements):
      line.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { line.append(UInt8(ascii: ",")) }
        append(element, to: &line)
      }
      line.append(UInt8(ascii: "]"))
    case .object(let object):
      line.append(UInt8(ascii: "{"))
      for (index, member) in JavaMap.ordered(object.members).enumerated() {
        if index > 0 { line.append(UInt8(ascii: ",")) }
        append(member.key, to: &line)
        line.append(UInt8(ascii: ":"))
        append(member.value, to: &line)
      }
      line.append(UInt8(ascii: "}"))
    }
  }

  /// Integers are 64 bits wide and wrap around; everything else is a double.
  private static func append(_ number: JSONNumber, to line: inout [UInt8]) {
    let text = number.description
    if !text.contains(where: { $0 == "." || $0 == "e" || $0 == "E" }) {
      let whole = number.int.map { "\($0)" } ?? wrapped(text)
      line += Array(whole.utf8)
      return
    }
    let double = Double(text) ?? 0
    // Jackson writes what is no number as a text.
    let spelled =
      double.isFinite ? JavaNumber.text(of: double) : "\"\(double < 0 ? "-" : "")Infinity\""
    line += Array(spelled.utf8)
  }

  private static func wrapped(_ digits: String) -> String {
    var value: UInt64 = 0
    for digit in digits.utf8 where digit != UInt8(ascii: "-") {
      value = value &* 10 &+ UInt64(digit - UInt8(ascii: "0"))
    }
    let signed = Int64(bitPattern: value)
    return "\(digits.hasPrefix("-") ? 0 &- signed : signed)"
  }

  /// Copies what stands as it is in runs; a character at a time would cost more than all else.
  private static func append(_ text: String, to line: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      line.append(UInt8(ascii: "\""))
      var start = 0
      var position = 0
      while position < bytes.count {
        let byte = bytes[position]
        guard
          byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte >= 0xf0
        else {
          position += 1
          continue
        }
        line.append(contentsOf: bytes[start..<position])
        if byte >= 0xf0 {
          // Four bytes, for what lies beyond the first plane; Java writes it as two units.
          let scalar = (0..<4).reduce(UInt32(0)) { value, index in
            value << 6 | UInt32(bytes[position + index] & (index == 0 ? 0x07 : 0x3f))
          }
          escape(UInt16(0xd800 + (scalar - 0x10000) >> 10), to: &line)
          escape(UInt16(0xdc00 + (scalar - 0x10000) & 0x3ff), to: &line)
          position += 4
        } else {
          appendEscape(of: byte, to: &line)
          position += 1
        }
        start = position
      }
      line.append(contentsOf: bytes[start...])
      line.append(UInt8(ascii: "\""))
    }
  }

  private static func appendEscape(of byte: UInt8, to line: inout [UInt8]) {
    let letter: Unicode.Scalar
    switch byte {
    case UInt8(ascii: "\""): letter = "\""
    case UInt8(ascii: "\\"): letter = "\\"
    case 0x08: letter = "b"
    case 0x0c: letter = "f"
    case 0x0a: letter = "n"
    case 0x0d: letter = "r"
    case 0x09: letter = "t"
    default: return escape(UInt16(byte), to: &line)
    }
    line.append(UInt8(ascii: "\\"))
    line.append(UInt8(ascii: letter))
  }

  private static func escape(_ unit: UInt16, to line: inout [UInt8]) {
    line.append(UInt8(ascii: "\\"))
    line.append(UInt8(ascii: "u"))
    for shift in [12, 8, 4, 0] as [UInt16] {
      let digit = UInt8(unit >> shift & 15)
      line.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
    }
  }
}
