import JSONBytes

/// What a reference or an expression stands for while a template is evaluated.
enum TemplateValue: Sendable, Hashable {
  case json(JSONValue)
  /// `$input`
  case input
  /// `$util`
  case util

  static let null = TemplateValue.json(.null)

  static func text(_ text: String) -> TemplateValue { .json(.string(text)) }

  static func number(_ number: Int) -> TemplateValue { .json(.number(JSONNumber(number))) }

  static func boolean(_ value: Bool) -> TemplateValue { .json(.bool(value)) }

  var isNull: Bool { self == .null }

  /// What an `#if` takes for true: everything but null and false.
  var isTrue: Bool {
    switch self {
    case .json(.null), .json(.bool(false)): false
    default: true
    }
  }

  /// As it is printed: maps and lists as Java prints them, which is no JSON.
  var printed: String {
    guard case .json(let json) = self else { return "" }
    return Self.printed(json)
  }

  private static func printed(_ json: JSONValue) -> String {
    switch json {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let number): number.description
    case .string(let text): text
    case .array(let elements): "[" + elements.map(printed).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.members.map { "\($0.key)=\(printed($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  /// The number, where it is one or a text that spells one.
  var number: Double? {
    guard case .json(let json) = self else { return nil }
    return json.double ?? json.string.flatMap { Double($0) }
  }

  /// Whether two are the same: numbers by value, others as they are printed.
  func equals(_ other: TemplateValue) -> Bool {
    guard case .json(let mine) = self, case .json(let theirs) = other else { return self == other }
    switch (mine, theirs) {
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.number(let a), .number(let b)): return a.double == b.double
    default: return printed == other.printed
    }
  }
}
