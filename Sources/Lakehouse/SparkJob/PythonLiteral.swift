/// A value as Python source.
enum PythonLiteral {
  case text(String)
  case number(Int)
  case bool(Bool)
  case list([PythonLiteral])
  /// Members in their order.
  case dictionary([(String, PythonLiteral)])
  /// A text of many lines, in which nothing is escaped.
  case lines(String)

  /// The source, over several lines where one is not enough.
  func source(indentedBy indent: Int = 0) -> String {
    let flat = self.flat
    if let flat, indent + flat.count <= 92 { return flat }
    let inner = String(repeating: " ", count: indent + 4)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .text, .number, .bool: return flat ?? ""
    case .lines(let text):
      precondition(!text.contains("\"\"\"") && !text.contains("\\"), "it would not be one literal")
      return "\"\"\"\\\n\(text)\"\"\""
    case .list(let elements):
      let lines = elements.map { "\(inner)\($0.source(indentedBy: indent + 4)),\n" }.joined()
      return "[\n\(lines)\(outer)]"
    case .dictionary(let members):
      let lines = members.map { name, value in
        "\(inner)\(Self.quoted(name)): \(value.source(indentedBy: indent + 4)),\n"
      }
      return "{\n\(lines.joined())\(outer)}"
    }
  }

  /// The source on one line; `nil` for what has several.
  private var flat: String? {
    switch self {
    case .text(let text): return Self.quoted(text)
    case .number(let number): return String(number)
    case .bool(let bool): return bool ? "True" : "False"
    case .lines: return nil
    case .list(let elements):
      let parts = elements.compactMap(\.flat)
      return parts.count == elements.count ? "[\(parts.joined(separator: ", "))]" : nil
    case .dictionary(let members):
      let parts = members.compactMap { name, value in
        value.flat.map { "\(Self.quoted(name)): \($0)" }
      }
      return parts.count == members.count ? "{\(parts.joined(separator: ", "))}" : nil
    }
  }

  /// A text in double quotes; what is not plain ASCII by its number.
  static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": output += "\\\(scalar)"
      case " "..."~": output.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        output += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    return output + "\""
  }
}
