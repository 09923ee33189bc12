import JSONBytes

/// One run of a template over one request.
struct TemplateEvaluation {
  /// What ended a list of pieces before its end.
  private enum Leaving { case no, loop, template }

  /// The most rounds of one loop.
  private static let mostRounds = 1_000
  /// The most pieces that are looked at in all.
  private static let mostSteps = 200_000
  /// The most bytes that are written.
  private static let mostBytes = 10 << 20

  let request: TemplateRequest
  var variables: [String: TemplateValue] = [:]
  private var output = ""
  private var steps = 0
  private var document: JSONValue?

  init(_ request: TemplateRequest) { self.request = request }

  mutating func run(_ nodes: [TemplateNode]) throws(TemplateError) -> String {
    _ = try evaluate(nodes)
    return output
  }

  /// The body as a document; an empty one is an empty object.
  mutating func body() throws(TemplateError) -> JSONValue {
    if let document { return document }
    let text = request.body.isEmpty ? "{}" : request.body
    do {
      let parsed = try JSONValue(parsing: text, maximumDepth: 128)
      document = parsed
      return parsed
    } catch {
      throw TemplateError("Could not parse request body into json: \(error)", isOfRequest: true)
    }
  }

  private mutating func evaluate(_ nodes: [TemplateNode]) throws(TemplateError) -> Leaving {
    for node in nodes {
      try countStep()
      switch node {
      case .text(let text): try write(text)
      case .reference(let reference): try write(try printed(reference))
      case .set(let target, let value): try set(target, try self.value(of: value))
      case .choice(let branches):
        let leaving = try choose(among: branches)
        if leaving != .no { return leaving }
      case .loop(let name, let list, let body, let line):
        if try loop(name, over: list, body, line: line) == .template { return .template }
      case .leaveLoop: return .loop
      case .stop: return .template
      }
    }
    return .no
  }

  private mutating func countStep() throws(TemplateError) {
    steps += 1
    if steps > Self.mostSteps { throw TemplateError("the template takes too many steps") }
  }

  private mutating func write(_ text: String) throws(TemplateError) {
    output += text
    if output.utf8.count > Self.mostBytes {
      throw TemplateError("the template writes more than \(Self.mostBytes) bytes")
    }
  }

  private mutating func printed(_ reference: TemplateReference) throws(TemplateError) -> String {
    let value = try self.value(of: reference)
    if value.isNull { return reference.isQuiet ? "" : reference.source }
    return value.printed
  }

  private mutating func choose(among branches: [TemplateNode.Branch]) throws(TemplateError)
    -> Leaving
  {
    for branch in branches {
      if let condition = branch.condition, !(try value(of: condition).isTrue) { continue }
      return try evaluate(branch.body)
    }
    return .no
  }

  private mutating func loop(
    _ name: String,
    over list: TemplateExpression,
    _ body: [TemplateNode],
    line: Int
  ) throws(TemplateError) -> Leaving {
    let elements = Self.elements(of: try value(of: list))
    guard elements.count <= Self.mostRounds else {
      throw TemplateError("#foreach goes round more than \(Self.mostRounds) times", line: line)
    }
    let (outer, outerLoop) = (variables[name], variables["foreach"])
    defer { (variables[name], variables["foreach"]) = (outer, outerLoop) }
    for (index, element) in elements.enumerated() {
      variables[name] = .json(element)
      variables["foreach"] = .json([
        "index": .number(JSONNumber(index)), "count": .number(JSONNumber(index + 1)),
        "first": .bool(index == 0), "last": .bool(index == elements.count - 1),
        "hasNext": .bool(index < elements.count - 1),
      ])
      switch try evaluate(body) {
      case .no: continue
      case .loop: return .no
      case .template: return .template
      }
    }
    return .no
  }

  /// What a loop goes over: the elements of a list, or the values of a map.
  private static func elements(of value: TemplateValue) -> [JSONValue] {
    guard case .json(let json) = value else { return [] }
    return json.array ?? json.object?.members.map(\.value) ?? []
  }

  private mutating func set(
    _ target: TemplateReference,
    _ value: TemplateValue
  ) throws(TemplateError) {
    guard !target.steps.isEmpty else {
      variables[target.name] = value
      return
    }
    guard case .json(let json) = value, case .json(var root)? = variables[target.name],
      target.steps.count == 1, case .property(let name)? = target.steps.first,
      case .object(var object) = root
    else { throw TemplateError("\(target.source) cannot be set", line: target.line) }
    object[name] = json
    root = .object(object)
    variables[target.name] = .json(root)
  }

  /// Evaluates a text in double quotes.
  mutating func text(of nodes: [TemplateNode]) throws(TemplateError) -> String {
    let before = output
    output = ""
    defer { output = before }
    _ = try evaluate(nodes)
    return output
  }
}
