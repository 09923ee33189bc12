/// Reads a template: text with references and directives between.
struct TemplateParser {
  /// What ended a list of pieces.
  private enum End { case endOfText, end, alternative, condition }

  private static let deepest = 32

  var text: TemplateText
  private var depth = 0
  private var loops = 0

  init(_ text: TemplateText) { self.text = text }

  static func parse(_ template: String) throws(TemplateError) -> [TemplateNode] {
    var parser = TemplateParser(TemplateText(Array(template.utf8)))
    let (nodes, end) = try parser.nodes()
    guard end == .endOfText else { throw parser.complaint("#end, #else or #elseif without an #if") }
    return nodes
  }

  /// Reads the inside of a text in double quotes, where directives are looked up as well.
  static func parse(quoted text: TemplateText, depth: Int) throws(TemplateError) -> [TemplateNode] {
    var parser = TemplateParser(text)
    parser.depth = depth
    return try parser.nodes().0
  }

  func complaint(_ message: String) -> TemplateError { TemplateError(message, line: text.line) }

  /// Goes one level down, as far as that is allowed.
  mutating func nested<Value>(
    _ read: (inout TemplateParser) throws(TemplateError) -> Value
  ) throws(TemplateError) -> Value {
    guard depth < Self.deepest else { throw complaint("nested deeper than \(Self.deepest) levels") }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  var currentDepth: Int { depth }

  private mutating func nodes() throws(TemplateError) -> ([TemplateNode], End) {
    var nodes: [TemplateNode] = []
    var plain: [UInt8] = []
    while !text.isAtEnd {
      let start = text.position
      if text.looksAt("\\$") || text.looksAt("\\#") {
        text.skip()
        plain.append(text.peek())
        text.skip()
      } else if text.peek() == UInt8(ascii: "$"), let reference = try reference() {
        Self.flush(&plain, to: &nodes)
        nodes.append(.reference(reference))
      } else if text.peek() == UInt8(ascii: "#"), try skipComment(&plain) {
        continue
      } else if text.peek() == UInt8(ascii: "#"), let word = directive() {
        if word == "set", text.isIndentation(before: start) { Self.trimIndentation(&plain) }
        Self.flush(&plain, to: &nodes)
        if let end = Self.end(of: word) { return (nodes, end) }
        nodes.append(try node(of: word))
      } else {
        plain.append(text.peek())
        text.skip()
      }
    }
    Self.flush(&plain, to: &nodes)
    return (nodes, .endOfText)
  }

  private static func flush(_ plain: inout [UInt8], to nodes: inout [TemplateNode]) {
    guard !plain.isEmpty else { return }
    nodes.append(.text(String(decoding: plain, as: UTF8.self)))
    plain = []
  }

  /// A `#set` on a line of its own takes its indentation away.
  private static func trimIndentation(_ plain: inout [UInt8]) {
    while plain.last == 0x20 || plain.last == 0x09 { plain.removeLast() }
  }

  private mutating func skipComment(_ plain: inout [UInt8]) throws(TemplateError) -> Bool {
    if text.take("##") {
      while !text.isAtEnd, text.peek() != 0x0a { text.skip() }
      text.skip()
      return true
    }
    if text.take("#*") {
      while !text.isAtEnd, !text.looksAt("*#") { text.skip() }
      guard text.take("*#") else { throw complaint("a comment without *#") }
      return true
    }
    guard text.take("#[[") else { return false }
    while !text.isAtEnd, !text.looksAt("]]#") {
      plain.append(text.peek())
      text.skip()
    }
    guard text.take("]]#") else { throw complaint("#[[ without ]]#") }
    return true
  }

  /// Passes the word of a directive; what is none is text.
  private mutating func directive() -> String? {
    var probe = text
    probe.skip()
    let isBraced = probe.take("{")
    let start = probe.position
    while TemplateText.startsName(probe.peek()) { probe.skip() }
    let word = probe.text(from: start)
    guard ["set", "if", "elseif", "else", "end", "foreach", "break", "stop"].contains(word),
      !isBraced || probe.take("}")
    else { return nil }
    text = probe
    if ["else", "end", "break", "stop"].contains(word) { text.skipEmptyRestOfLine() }
    return word
  }

  private static func end(of word: String) -> End? {
    switch word {
    case "end": .end
    case "else": .alternative
    case "elseif": .condition
    default: nil
    }
  }

  private mutating func node(of word: String) throws(TemplateError) -> TemplateNode {
    switch word {
    case "set": return try set()
    case "if": return try nested { (parser) throws(TemplateError) in try parser.choice() }
    case "foreach": return try nested { (parser) throws(TemplateError) in try parser.loop() }
    case "break":
      guard loops > 0 else { throw complaint("#break outside of a #foreach") }
      return .leaveLoop
    default: return .stop
    }
  }

  private mutating func set() throws(TemplateError) -> TemplateNode {
    try expect("(", "( behind #set")
    text.skipSpace()
    guard let target = try reference() else { throw complaint("#set needs a reference first") }
    text.skipSpace()
    try expect("=", "= in #set")
    let value = try expression()
    try expect(")", ") behind the value of #set")
    text.skipEmptyRestOfLine()
    return .set(target, value)
  }

  private mutating func condition() throws(TemplateError) -> TemplateExpression {
    text.skipSpace()
    try expect("(", "( behind #if or #elseif")
    let condition = try expression()
    try expect(")", ") behind a condition")
    text.skipEmptyRestOfLine()
    return condition
  }

  private mutating func choice() throws(TemplateError) -> TemplateNode {
    let line = text.line
    var branches: [TemplateNode.Branch] = []
    var condition: TemplateExpression? = try condition()
    while true {
      let (body, end) = try nodes()
      branches.append(.init(condition: condition, body: body))
      switch end {
      case .end: return .choice(branches)
      case .condition where branches.last?.condition != nil: condition = try self.condition()
      case .alternative where branches.last?.condition != nil: condition = nil
      case .endOfText: throw TemplateError("#if without #end", line: line)
      default: throw complaint("something behind #else that is not #end")
      }
    }
  }

  private mutating func loop() throws(TemplateError) -> TemplateNode {
    let line = text.line
    text.skipSpace()
    try expect("(", "( behind #foreach")
    text.skipSpace()
    _ = text.take("$")
    let isBraced = text.take("{")
    guard let name = text.takeName(), !isBraced || text.take("}") else {
      throw complaint("#foreach needs a variable")
    }
    text.skipSpace()
    guard text.take("in") else { throw complaint("#foreach needs the word in") }
    let list = try expression()
    try expect(")", ") behind the list of #foreach")
    text.skipEmptyRestOfLine()
    loops += 1
    let (body, end) = try nodes()
    loops -= 1
    guard end == .end else { throw TemplateError("#foreach without #end", line: line) }
    return .loop(variable: name, over: list, body, line: line)
  }

  mutating func expect(_ word: StaticString, _ what: String) throws(TemplateError) {
    text.skipSpace()
    guard text.take(word) else { throw complaint("expected \(what)") }
  }
}
