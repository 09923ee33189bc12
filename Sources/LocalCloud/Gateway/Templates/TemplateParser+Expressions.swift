/// References, and expressions inside of directives and calls.
extension TemplateParser {
  private static let levels: [[(StaticString, TemplateExpression.Operator)]] = [
    [("||", .or), ("or", .or)], [("&&", .and), ("and", .and)],
    [("==", .equal), ("!=", .different), ("eq", .equal), ("ne", .different)],
    [
      ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("<", .less), (">", .greater),
      ("le", .lessOrEqual), ("ge", .greaterOrEqual), ("lt", .less), ("gt", .greater),
    ], [("+", .plus), ("-", .minus)], [("*", .times), ("/", .over), ("%", .modulo)],
  ]

  /// Reads `$name.member`, or leaves a `$` that begins no reference where it is.
  mutating func reference() throws(TemplateError) -> TemplateReference? {
    let start = text.position
    let line = text.line
    var probe = text
    guard probe.take("$") else { return nil }
    let isQuiet = probe.take("!")
    let isBraced = probe.take("{")
    guard let name = probe.takeName() else { return nil }
    text = probe
    var reference = TemplateReference(name: name, isQuiet: isQuiet, line: line)
    reference.steps = try nested { (parser) throws(TemplateError) in try parser.steps() }
    if isBraced, !text.take("}") { throw complaint("${\(name) without }") }
    reference.source = text.text(from: start)
    return reference
  }

  private mutating func steps() throws(TemplateError) -> [TemplateReference.Step] {
    var steps: [TemplateReference.Step] = []
    while true {
      if text.peek() == UInt8(ascii: "."), TemplateText.startsName(text.peek(1)) {
        text.skip()
        guard let name = text.takeName() else { return steps }
        guard text.take("(") else {
          steps.append(.property(name))
          continue
        }
        steps.append(.method(name, try list(until: ")")))
      } else if text.peek() == UInt8(ascii: "["), !steps.isEmpty || text.peek(1) != 0 {
        var probe = self
        probe.text.skip()
        // A bracket that closes nothing is text: `$name[` may be meant.
        guard let index = try? probe.expression(), (try? probe.expect("]", "]")) != nil else {
          return steps
        }
        self = probe
        steps.append(.index(index))
      } else {
        return steps
      }
    }
  }

  private mutating func list(
    until bracket: StaticString
  ) throws(TemplateError) -> [TemplateExpression] {
    var elements: [TemplateExpression] = []
    text.skipSpace()
    if text.take(bracket) { return elements }
    while true {
      elements.append(try expression())
      text.skipSpace()
      if text.take(bracket) { return elements }
      guard text.take(",") else { throw complaint("expected , or \(bracket)") }
    }
  }

  mutating func expression() throws(TemplateError) -> TemplateExpression {
    try nested { (parser) throws(TemplateError) in try parser.expression(level: 0) }
  }

  private mutating func expression(level: Int) throws(TemplateError) -> TemplateExpression {
    guard level < Self.levels.count else { return try unary() }
    var left = try expression(level: level + 1)
    while let operation = takeOperator(of: level) {
      left = .binary(operation, left, try expression(level: level + 1))
    }
    return left
  }

  private mutating func takeOperator(of level: Int) -> TemplateExpression.Operator? {
    text.skipSpace()
    for (word, operation) in Self.levels[level] where text.looksAt(word) {
      let length = word.utf8CodeUnitCount
      let isName = TemplateText.startsName(word.utf8Start[0])
      if isName, TemplateText.continuesName(text.peek(length)) { continue }
      text.skip(length)
      return operation
    }
    return nil
  }

  private mutating func unary() throws(TemplateError) -> TemplateExpression {
    text.skipSpace()
    if text.looksAt("!") || text.looksAt("not ") {
      text.skip(text.looksAt("!") ? 1 : 4)
      return .not(try nested { (parser) throws(TemplateError) in try parser.unary() })
    }
    return try primary()
  }

  private mutating func primary() throws(TemplateError) -> TemplateExpression {
    switch text.peek() {
    case UInt8(ascii: "("):
      text.skip()
      let inner = try expression()
      try expect(")", ")")
      return inner
    case UInt8(ascii: "'"): return .text(try quoted(by: UInt8(ascii: "'")).0)
    case UInt8(ascii: "\""):
      let (_, inside) = try quoted(by: UInt8(ascii: "\""))
      return .template(
        try Self.parse(quoted: TemplateText(text.bytes, in: inside), depth: currentDepth + 1)
      )
    case UInt8(ascii: "$"):
      guard let reference = try reference() else { throw complaint("$ begins no reference") }
      return .reference(reference)
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "{"): return try map()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  /// The text between quotes; a quote that is doubled stands for itself.
  private mutating func quoted(by quote: UInt8) throws(TemplateError) -> (String, Range<Int>) {
    let line = text.line
    text.skip()
    let start = text.position
    var content: [UInt8] = []
    while !text.isAtEnd {
      if text.peek() == quote {
        guard text.peek(1) == quote else { break }
        text.skip()
      }
      content.append(text.peek())
      text.skip()
    }
    let end = text.position
    guard text.peek() == quote, !text.isAtEnd else {
      throw TemplateError("a text without its closing quote", line: line)
    }
    text.skip()
    return (String(decoding: content, as: UTF8.self), start..<end)
  }

  private mutating func array() throws(TemplateError) -> TemplateExpression {
    text.skip()
    text.skipSpace()
    if text.take("]") { return .list([]) }
    let first = try expression()
    text.skipSpace()
    if text.take("..") {
      let last = try expression()
      try expect("]", "] behind a range")
      return .range(first, last)
    }
    if text.take("]") { return .list([first]) }
    guard text.take(",") else { throw complaint("expected , or ]") }
    return .list([first] + (try list(until: "]")))
  }

  private mutating func map() throws(TemplateError) -> TemplateExpression {
    text.skip()
    var pairs: [TemplateExpression.Pair] = []
    text.skipSpace()
    if text.take("}") { return .map(pairs) }
    while true {
      let key = try expression()
      try expect(":", ": behind a key")
      pairs.append(.init(key: key, value: try expression()))
      text.skipSpace()
      if text.take("}") { return .map(pairs) }
      guard text.take(",") else { throw complaint("expected , or }") }
    }
  }

  private mutating func number() throws(TemplateError) -> TemplateExpression {
    let start = text.position
    _ = text.take("-")
    while text.peek() &- 0x30 < 10 { text.skip() }
    if text.peek() == UInt8(ascii: "."), text.peek(1) &- 0x30 < 10 {
      text.skip()
      while text.peek() &- 0x30 < 10 { text.skip() }
    }
    let spelling = text.text(from: start)
    guard spelling != "-" else { throw complaint("a sign without a number") }
    return .number(spelling)
  }

  private mutating func word() throws(TemplateError) -> TemplateExpression {
    let start = text.position
    while TemplateText.startsName(text.peek()) { text.skip() }
    switch text.text(from: start) {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    case "": throw complaint("expected a value")
    case let word: throw complaint("\(word) is no value; a text needs quotes")
    }
  }
}
