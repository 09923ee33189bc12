import Digests
import HTTPWire
import JSONBytes

/// What can be called: on `$input`, on `$util`, and on values as on Java's.
extension TemplateEvaluation {
  mutating func call(
    _ name: String,
    _ arguments: [TemplateValue],
    on value: TemplateValue,
    line: Int
  ) throws(TemplateError) -> TemplateValue {
    switch value {
    case .input: return try callInput(name, arguments, line: line)
    case .util: return try Self.callUtil(name, arguments, line: line)
    case .json(.null): return .null
    case .json(.string(let text)): return Self.call(name, arguments, on: text)
    case .json(.array(let elements)): return Self.call(name, arguments, on: elements)
    case .json(.object(let object)): return Self.call(name, arguments, on: object)
    case .json:
      return name == "toString"
        ? .text(value.printed)
        : ["intValue", "longValue"].contains(name)
          ? value.number.map { .number(Int($0)) } ?? .null : .null
    }
  }

  private mutating func callInput(
    _ name: String,
    _ arguments: [TemplateValue],
    line: Int
  ) throws(TemplateError) -> TemplateValue {
    switch (name, arguments.count) {
    case ("body", 0): return .text(request.body)
    case ("params", 0): return .json(request.parameters)
    case ("params", 1): return .text(request.parameter(arguments[0].printed) ?? "")
    case ("path", 1):
      // What is not there is an empty text, which templates compare with ''.
      return .json(try JSONPath(arguments[0].printed).find(in: try body()) ?? "")
    case ("json", 1):
      let found = try JSONPath(arguments[0].printed).find(in: try body())
      return .text("\(found ?? "")")
    default:
      throw TemplateError("$input.\(name) with \(arguments.count) arguments is unknown", line: line)
    }
  }

  private static func callUtil(
    _ name: String,
    _ arguments: [TemplateValue],
    line: Int
  ) throws(TemplateError) -> TemplateValue {
    guard let argument = arguments.first, arguments.count == 1 else {
      throw TemplateError("$util.\(name) takes one argument", line: line)
    }
    guard !argument.isNull else { return .null }
    let text = argument.printed
    switch name {
    case "base64Encode": return .text(Base64.encode(Array(text.utf8)))
    case "base64Decode":
      guard let bytes = Base64.decode(text) else {
        throw TemplateError("$util.base64Decode: this is not base64", line: line)
      }
      return .text(String(decoding: bytes, as: UTF8.self))
    case "escapeJavaScript": return .text(JavaScriptText.escape(text))
    case "urlEncode": return .text(FormText.encode(text))
    case "urlDecode": return .text(PercentEncoding.decode(text[...], plusIsSpace: true) ?? text)
    case "parseJson":
      guard let json = try? JSONValue(parsing: text, maximumDepth: 128) else {
        throw TemplateError("$util.parseJson: this is not JSON", line: line)
      }
      return .json(json)
    default: throw TemplateError("$util.\(name) is unknown", line: line)
    }
  }

  private static func call(
    _ name: String,
    _ arguments: [TemplateValue],
    on text: String
  ) -> TemplateValue {
    let first = arguments.first?.printed ?? ""
    switch (name, arguments.count) {
    case ("length", 0), ("size", 0): return .number(text.utf16.count)
    case ("isEmpty", 0): return .boolean(text.isEmpty)
    case ("toString", 0): return .text(text)
    case ("trim", 0): return .text(JavaText.trim(text))
    case ("toLowerCase", 0): return .text(text.lowercased())
    case ("toUpperCase", 0): return .text(text.uppercased())
    case ("equals", 1): return .boolean(text == first)
    case ("equalsIgnoreCase", 1): return .boolean(text.lowercased() == first.lowercased())
    case ("contains", 1): return .boolean(first.isEmpty || text.contains(first))
    case ("startsWith", 1): return .boolean(text.hasPrefix(first))
    case ("endsWith", 1): return .boolean(text.hasSuffix(first))
    case ("concat", 1): return .text(text + first)
    case ("indexOf", 1): return .number(JavaText.index(of: first, in: text))
    case ("replace", 2): return .text(text.replacing(first, with: arguments[1].printed))
    case ("split", 1):
      let parts = first.isEmpty ? text.map(String.init) : JavaText.split(text, by: first)
      return .json(.array(parts.map { .string($0) }))
    case ("substring", 1), ("substring", 2):
      return JavaText.substring(text, arguments.map(\.number)).map { .text($0) } ?? .null
    default: return .null
    }
  }

  private static func call(
    _ name: String,
    _ arguments: [TemplateValue],
    on elements: [JSONValue]
  ) -> TemplateValue {
    switch (name, arguments.count) {
    case ("size", 0), ("length", 0): return .number(elements.count)
    case ("isEmpty", 0): return .boolean(elements.isEmpty)
    case ("toString", 0): return .text(TemplateValue.json(.array(elements)).printed)
    case ("contains", 1):
      return .boolean(elements.contains { TemplateValue.json($0).equals(arguments[0]) })
    case ("get", 1):
      let index = arguments[0].number.flatMap { Int(exactly: $0) } ?? -1
      return elements.indices.contains(index) ? .json(elements[index]) : .null
    default: return .null
    }
  }

  private static func call(
    _ name: String,
    _ arguments: [TemplateValue],
    on object: JSONObject
  ) -> TemplateValue {
    switch (name, arguments.count) {
    case ("size", 0): return .number(object.members.count)
    case ("isEmpty", 0): return .boolean(object.members.isEmpty)
    case ("toString", 0): return .text(TemplateValue.json(.object(object)).printed)
    case ("keySet", 0): return .json(.array(object.members.map { .string($0.key) }))
    case ("values", 0): return .json(.array(object.members.map(\.value)))
    case ("entrySet", 0):
      return .json(
        .array(object.members.map { ["key": .string($0.key), "value": $0.value] })
      )
    case ("getKey", 0): return object["key"].map { .json($0) } ?? .null
    case ("getValue", 0): return object["value"].map { .json($0) } ?? .null
    case ("containsKey", 1): return .boolean(object[arguments[0].printed] != nil)
    case ("get", 1): return object[arguments[0].printed].map { .json($0) } ?? .null
    default: return .null
    }
  }
}
