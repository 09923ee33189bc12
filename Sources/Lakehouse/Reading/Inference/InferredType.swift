import JSONBytes

/// The type that Spark's `inferSchema` gives to a column of JSON.
public indirect enum InferredType: Hashable, Sendable, CustomStringConvertible {
  /// Nothing but null and empty texts came, which Spark takes for the same.
  case unknown
  /// `true` and `false`.
  case boolean
  /// Whole numbers.
  case long
  /// Whole numbers of so many digits, some of which 64 bits do not hold.
  case decimal(digits: Int)
  /// Numbers.
  case double
  /// Texts, or values of different kinds.
  case string
  /// Arrays.
  case array(InferredType)
  /// Objects; members in the order of their names.
  case object([InferredColumn])

  /// The type of one value.
  init(of value: JSONValue) {
    switch value {
    case .null, .string(""): self = .unknown
    case .bool: self = .boolean
    case .number(let number): self = Self.type(ofNumber: number.description)
    case .string: self = .string
    case .array(let elements):
      self = .array(elements.reduce(.unknown) { $0.merged(with: InferredType(of: $1)) })
    case .object(let object): self = .object(InferredColumn.columns(of: object))
    }
  }

  private static func type(ofNumber text: String) -> InferredType {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    guard digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
      return .double
    }
    if Int(text) != nil { return .long }
    return digits.count > mostDigits ? .double : .decimal(digits: digits.count)
  }

  /// The digits of Spark's widest decimal, and those it grants to any number of 64 bits.
  private static let mostDigits = 38
  private static let digitsOfLong = 20

  /// The narrowest type that holds the values of both.
  func merged(with other: InferredType) -> InferredType {
    switch (self, other) {
    case _ where self == other: self
    case (.unknown, _): other
    case (_, .unknown): self
    case (.long, .decimal(let digits)), (.decimal(let digits), .long):
      .decimal(digits: max(digits, Self.digitsOfLong))
    case (.decimal(let digits), .decimal(let others)): .decimal(digits: max(digits, others))
    case (.long, .double), (.double, .long), (.decimal, .double), (.double, .decimal): .double
    case (.array(let left), .array(let right)): .array(left.merged(with: right))
    case (.object(let left), .object(let right)): .object(InferredColumn.merge(left, right))
    default: .string
    }
  }

  /// The type to be shown: what nobody knows is a text, and objects without members are not there.
  var settled: InferredType? {
    switch self {
    case .unknown: .string
    case .array(let element): element.settled.map { .array($0) }
    case .object(let members):
      members.isEmpty ? nil : .object(members.compactMap { $0.settled })
    case .boolean, .long, .decimal, .double, .string: self
    }
  }

  /// Spark's short name: `bigint`, `array<string>`, `struct<a:bigint>`.
  public var description: String {
    switch self {
    case .unknown: "void"
    case .boolean: "boolean"
    case .long: "bigint"
    case .decimal(let digits): "decimal(\(digits),0)"
    case .double: "double"
    case .string: "string"
    case .array(let element): "array<\(element)>"
    case .object(let members):
      "struct<" + members.map { "\($0.name):\($0.type)" }.joined(separator: ",") + ">"
    }
  }

  /// A value as this type holds it.
  func value(of value: JSONValue) -> JSONValue {
    switch (self, value) {
    case (_, .null): .null
    case (.string, .string): value
    case (.string, _): .string(value.description)
    case (_, .string("")): .null
    case (.double, .number(let number)):
      // What is too large is infinite, for which JSON has no number: Spark writes this word.
      number.double.flatMap { JSONNumber($0) }.map { .number($0) }
        ?? .string(number.description.hasPrefix("-") ? "-Infinity" : "Infinity")
    case (.array(let element), .array(let elements)):
      .array(elements.map { element.value(of: $0) })
    case (.object(let members), .object(let object)):
      .object(
        JSONObject(
          members.map { JSONObject.Member($0.name, $0.type.value(of: object[$0.name] ?? .null)) }
        )
      )
    default: value
    }
  }
}
