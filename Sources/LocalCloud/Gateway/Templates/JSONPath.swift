import JSONBytes

/// A path into a JSON document, as `$input.path` and `$input.json` take it.
///
/// It knows members, elements, `*` and `..`; filters are refused by name.
struct JSONPath: Sendable, Hashable {
  private enum Step: Sendable, Hashable {
    case member(String)
    case element(Int)
    case everything
    /// The member wherever it stands below.
    case anywhere(String)
  }

  private var steps: [Step] = []

  init(_ text: String) throws(TemplateError) {
    var text = TemplateText(Array(text.utf8))
    _ = text.take("$")
    while !text.isAtEnd { steps.append(try Self.step(&text)) }
  }

  private static func step(_ text: inout TemplateText) throws(TemplateError) -> Step {
    if text.take("..") {
      guard let name = name(&text) else { throw TemplateError("a path ends in ..") }
      return .anywhere(name)
    }
    if text.take("[") {
      let step = try bracket(&text)
      guard text.take("]") else { throw TemplateError("a path has [ without ]") }
      return step
    }
    _ = text.take(".")
    if text.take("*") { return .everything }
    guard let name = name(&text) else {
      throw TemplateError("a path is not understood at '\(Character(Unicode.Scalar(text.peek())))'")
    }
    return .member(name)
  }

  private static func name(_ text: inout TemplateText) -> String? {
    let start = text.position
    while !text.isAtEnd, !".[]()*?@".utf8.contains(text.peek()) { text.skip() }
    return text.position > start ? text.text(from: start) : nil
  }

  private static func bracket(_ text: inout TemplateText) throws(TemplateError) -> Step {
    if text.take("*") { return .everything }
    for quote in [UInt8(ascii: "'"), UInt8(ascii: "\"")] where text.peek() == quote {
      text.skip()
      let start = text.position
      while !text.isAtEnd, text.peek() != quote { text.skip() }
      let name = text.text(from: start)
      text.skip()
      return .member(name)
    }
    let start = text.position
    while text.peek() == UInt8(ascii: "-") || text.peek() &- 0x30 < 10 { text.skip() }
    guard let index = Int(text.text(from: start)) else {
      throw TemplateError("a path has a filter, which this gateway does not know")
    }
    return .element(index)
  }

  /// What lies there; several where the path may lead to several, nothing where it leads nowhere.
  func find(in root: JSONValue) -> JSONValue? {
    var found = [root]
    var isMany = false
    for step in steps {
      switch step {
      case .member(let name): found = found.compactMap { $0[name] }
      case .element(let index):
        found = found.compactMap { value in
          value.array.flatMap { value[index < 0 ? $0.count + index : index] }
        }
      case .everything:
        isMany = true
        found = found.flatMap { $0.array ?? $0.object?.members.map(\.value) ?? [] }
      case .anywhere(let name):
        isMany = true
        found = found.flatMap { Self.all(name, below: $0) }
      }
    }
    return isMany ? .array(found) : found.first
  }

  private static func all(_ name: String, below value: JSONValue) -> [JSONValue] {
    let children = value.array ?? value.object?.members.map(\.value) ?? []
    let own = value.object?.members.filter { $0.key == name }.map(\.value) ?? []
    return own + children.flatMap { all(name, below: $0) }
  }
}
