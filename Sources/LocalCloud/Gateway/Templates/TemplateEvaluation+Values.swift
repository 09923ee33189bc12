import JSONBytes

/// What expressions and references stand for.
extension TemplateEvaluation {
  mutating func value(of expression: TemplateExpression) throws(TemplateError) -> TemplateValue {
    switch expression {
    case .text(let text): return .text(text)
    case .template(let nodes): return .text(try text(of: nodes))
    case .number(let spelling): return .json(Self.number(spelling))
    case .boolean(let value): return .boolean(value)
    case .null: return .null
    case .list(let elements): return .json(.array(try elements.json(&self)))
    case .range(let first, let last): return try range(first, last)
    case .map(let pairs):
      var object = JSONObject()
      for pair in pairs {
        object[try value(of: pair.key).printed] = try value(of: pair.value).json
      }
      return .json(.object(object))
    case .reference(let reference): return try value(of: reference)
    case .not(let operand): return .boolean(!(try value(of: operand).isTrue))
    case .binary(let operation, let left, let right):
      return try value(of: operation, left, right)
    }
  }

  mutating func value(of reference: TemplateReference) throws(TemplateError) -> TemplateValue {
    var value = root(reference.name)
    for (index, step) in reference.steps.enumerated() {
      switch step {
      case .property(let name): value = property(name, of: value)
      case .index(let expression):
        value = Self.element(try self.value(of: expression), of: value)
      case .method(let name, let arguments):
        var given: [TemplateValue] = []
        for argument in arguments { given.append(try self.value(of: argument)) }
        if index == 0, let changed = Self.changed(value, by: name, given) {
          variables[reference.name] = changed
          value = .boolean(true)
        } else {
          value = try call(name, given, on: value, line: reference.line)
        }
      }
      if value.isNull { return .null }
    }
    return value
  }

  private func root(_ name: String) -> TemplateValue {
    if let variable = variables[name] { return variable }
    switch name {
    case "input": return .input
    case "util": return .util
    case "context": return .json(.object(request.context))
    case "stageVariables": return .json(TemplateRequest.object(request.stageVariables))
    default: return .null
    }
  }

  private func property(_ name: String, of value: TemplateValue) -> TemplateValue {
    switch value {
    case .input: return name == "body" ? .text(request.body) : .null
    case .util: return .null
    case .json(let json):
      if let member = json[name] { return .json(member) }
      return json.array != nil && name == "size" ? .number(json.array?.count ?? 0) : .null
    }
  }

  private static func element(_ index: TemplateValue, of value: TemplateValue) -> TemplateValue {
    guard case .json(let json) = value else { return .null }
    if let elements = json.array, let number = index.number.flatMap({ Int(exactly: $0) }) {
      return json[number < 0 ? elements.count + number : number].map { .json($0) } ?? .null
    }
    return json[index.printed].map { .json($0) } ?? .null
  }

  /// A list or a map with something more in it, where that is what a method of it does.
  private static func changed(
    _ value: TemplateValue,
    by method: String,
    _ arguments: [TemplateValue]
  ) -> TemplateValue? {
    switch (method, value, arguments.count) {
    case ("add", .json(.array(let elements)), 1):
      return .json(.array(elements + [arguments[0].json]))
    case ("put", .json(.object(var object)), 2):
      object[arguments[0].printed] = arguments[1].json
      return .json(.object(object))
    default: return nil
    }
  }

  private mutating func range(
    _ first: TemplateExpression,
    _ last: TemplateExpression
  ) throws(TemplateError) -> TemplateValue {
    guard let from = try value(of: first).number.flatMap({ Int(exactly: $0) }),
      let to = try value(of: last).number.flatMap({ Int(exactly: $0) }), abs(from - to) <= 10_000
    else { return .null }
    let numbers = from <= to ? Array(from...to) : Array((to...from).reversed())
    return .json(.array(numbers.map { .number(JSONNumber($0)) }))
  }

  private mutating func value(
    of operation: TemplateExpression.Operator,
    _ left: TemplateExpression,
    _ right: TemplateExpression
  ) throws(TemplateError) -> TemplateValue {
    let a = try value(of: left)
    switch operation {
    case .or: return .boolean(a.isTrue ? true : try value(of: right).isTrue)
    case .and: return .boolean(a.isTrue ? try value(of: right).isTrue : false)
    case .equal: return .boolean(a.equals(try value(of: right)))
    case .different: return .boolean(!a.equals(try value(of: right)))
    default: return Self.calculate(operation, a, try value(of: right))
    }
  }

  private static func calculate(
    _ operation: TemplateExpression.Operator,
    _ a: TemplateValue,
    _ b: TemplateValue
  ) -> TemplateValue {
    if operation == .plus, case .json(.string) = a { return .text(a.printed + b.printed) }
    if operation == .plus, case .json(.string) = b { return .text(a.printed + b.printed) }
    guard let x = a.number, let y = b.number else { return .null }
    switch operation {
    case .less: return .boolean(x < y)
    case .lessOrEqual: return .boolean(x <= y)
    case .greater: return .boolean(x > y)
    case .greaterOrEqual: return .boolean(x >= y)
    case .plus: return number(x + y, a, b)
    case .minus: return number(x - y, a, b)
    case .times: return number(x * y, a, b)
    case .over: return y == 0 ? .null : number(x / y, a, b)
    case .modulo: return y == 0 ? .null : number(x.truncatingRemainder(dividingBy: y), a, b)
    default: return .null
    }
  }

  /// Whole numbers stay whole, cut off as Java does.
  private static func number(_ result: Double, _ a: TemplateValue, _ b: TemplateValue)
    -> TemplateValue
  {
    let isWhole = ![a, b].contains { $0.printed.contains { ".eE".contains($0) } }
    if isWhole, let whole = Int(exactly: result.rounded(.towardZero)) { return .number(whole) }
    return JSONNumber(result).map { .json(.number($0)) } ?? .null
  }

  private static func number(_ spelling: String) -> JSONValue {
    (try? JSONValue(parsing: spelling)) ?? Int(spelling).map { .number(JSONNumber($0)) } ?? .null
  }
}

extension TemplateValue {
  /// As a part of a list or a map.
  var json: JSONValue { if case .json(let json) = self { json } else { .null } }
}

extension [TemplateExpression] {
  fileprivate func json(_ evaluation: inout TemplateEvaluation) throws(TemplateError) -> [JSONValue]
  {
    var values: [JSONValue] = []
    for expression in self { values.append(try evaluation.value(of: expression).json) }
    return values
  }
}
