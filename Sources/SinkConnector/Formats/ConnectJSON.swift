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

  private static func append(_ text: String, to line: inout [UInt8]) {
    line.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": line += Array("\\\"".utf8)
      case "\\": line += Array("\\\\".utf8)
      case "\u{8}": line += Array("\\b".utf8)
      case "\u{c}": line += Array("\\f".utf8)
      case "\n": line += Array("\\n".utf8)
      case "\r": line += Array("\\r".utf8)
      case "\t": line += Array("\\t".utf8)
      case _ where scalar.value < 0x20: escape(UInt16(scalar.value), to: &line)
      case _ where scalar.value > 0xffff:
        for unit in String(scalar).utf16 { escape(unit, to: &line) }
      default: line += Array(String(scalar).utf8)
      }
    }
    line.append(UInt8(ascii: "\""))
  }

  private static func escape(_ unit: UInt16, to line: inout [UInt8]) {
    let digits = String(unit, radix: 16, uppercase: true)
    line += Array("\\u".utf8) + Array(repeating: UInt8(ascii: "0"), count: 4 - digits.count)
    line += Array(digits.utf8)
  }
}
