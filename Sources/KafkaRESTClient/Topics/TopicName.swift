/// Names a topic by Kafka's rules: 1 to 249 of `A-Z a-z 0-9 . _ -`, and neither `.` nor `..`.
public struct TopicName: Hashable, Sendable, CustomStringConvertible {
  /// The name as Kafka knows it.
  public let text: String

  /// Checks a name against Kafka's rules and says which one it breaks.
  public init(_ text: String) throws(TopicNameError) {
    if let reason = Self.complaint(about: text) { throw TopicNameError(text: text, reason: reason) }
    self.text = text
  }

  /// Takes a name the cluster itself gave.
  init(fromCluster text: String) { self.text = text }

  /// The name as Kafka knows it.
  public var description: String { text }

  private static func complaint(about text: String) -> String? {
    if text.isEmpty { return "it is empty" }
    if text == "." || text == ".." { return "\".\" and \"..\" are reserved" }
    if text.utf8.count > 249 { return "it is longer than 249 characters" }
    return text.utf8.allSatisfy(isLegal) ? nil : "only A-Z a-z 0-9 . _ - are allowed"
  }

  private static func isLegal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension TopicName: ExpressibleByStringLiteral {
  /// Writes a topic name as a literal; one that breaks Kafka's rules is the programmer's mistake.
  public init(stringLiteral text: String) {
    let complaint = Self.complaint(about: text)
    precondition(complaint == nil, "\"\(text)\" is not a topic name: \(complaint ?? "")")
    self.text = text
  }
}

extension TopicName: Codable {
  /// Reads a name as a cluster gives it.
  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the bare name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// A text that was meant as a topic name and the rule it breaks.
public struct TopicNameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was given.
  public let text: String
  /// The rule it breaks.
  public let reason: String

  /// The text and the rule in one sentence.
  public var description: String { "\"\(text)\" is not a topic name: \(reason)" }
}
