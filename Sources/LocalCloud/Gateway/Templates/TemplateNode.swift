/// A piece of a template.
indirect enum TemplateNode: Sendable, Hashable {
  case text(String)
  case reference(TemplateReference)
  /// `#set($name.member = value)`
  case set(TemplateReference, TemplateExpression)
  /// `#if`, `#elseif`, `#else`; the last has no condition.
  case choice([Branch])
  case loop(variable: String, over: TemplateExpression, [TemplateNode], line: Int)
  /// `#break`
  case leaveLoop
  /// `#stop`
  case stop

  struct Branch: Sendable, Hashable {
    var condition: TemplateExpression?
    var body: [TemplateNode]
  }
}

/// `$name.member.method('x')[0]`, and how it stands in the template.
struct TemplateReference: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    case property(String)
    case method(String, [TemplateExpression])
    case index(TemplateExpression)
  }

  let name: String
  var steps: [Step] = []
  /// `$!name` prints nothing where there is nothing.
  var isQuiet = false
  /// What is printed where there is nothing.
  var source = ""
  var line = 0
}

/// Something that has a value.
indirect enum TemplateExpression: Sendable, Hashable {
  enum Operator: String, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case different = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case modulo = "%"
  }

  case text(String)
  /// A text in double quotes, in which references are looked up.
  case template([TemplateNode])
  case number(String)
  case boolean(Bool)
  case null
  case list([TemplateExpression])
  case range(TemplateExpression, TemplateExpression)
  case map([Pair])
  case reference(TemplateReference)
  case not(TemplateExpression)
  case binary(Operator, TemplateExpression, TemplateExpression)

  struct Pair: Sendable, Hashable {
    let key: TemplateExpression
    let value: TemplateExpression
  }
}
