/// Names a stream by Kinesis's rules: 1 to 128 of `A-Z a-z 0-9 . _ -`.
public struct StreamName: Hashable, Sendable, CustomStringConvertible {
  /// The name as Kinesis knows it.
  public let text: String

  /// Checks a name against Kinesis's rules and says which one it breaks.
  public init(_ text: String) throws(KinesisError) {
    if let reason = Self.complaint(about: text) {
      throw KinesisError(.invalidName, "\"\(text)\" is not a stream name: \(reason)")
    }
    self.text = text
  }

  /// Takes a name the service itself gave.
  init(fromService text: String) { self.text = text }

  /// The name as Kinesis knows it.
  public var description: String { text }

  private static func complaint(about text: String) -> String? {
    if text.isEmpty { return "it is empty" }
    if text.utf8.count > 128 { return "it is longer than 128 characters" }
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

extension StreamName: ExpressibleByStringLiteral {
  /// Writes a name as a literal; one that breaks the rules is the programmer's mistake.
  public init(stringLiteral text: String) {
    let complaint = Self.complaint(about: text)
    precondition(complaint == nil, "\"\(text)\" is not a stream name: \(complaint ?? "")")
    self.text = text
  }
}
