/// A name a topic may have: up to 249 ASCII letters, digits, dots, underscores and hyphens.
public struct TopicName: Hashable, Sendable, CustomStringConvertible {
  /// The name as it was given.
  public let description: String

  /// Takes a name, or says what is wrong with it.
  public init(_ name: String) throws(LogError) {
    guard !name.isEmpty else { throw Self.refusal(name, "it is empty") }
    guard name != ".", name != ".." else { throw Self.refusal(name, "it is a relative path") }
    guard name.utf8.count <= 249 else { throw Self.refusal(name, "it is longer than 249 bytes") }
    guard name.utf8.allSatisfy(Self.allows) else {
      throw Self.refusal(name, "only ASCII letters, digits, '.', '_' and '-' are allowed")
    }
    description = name
  }

  /// A name for what this package keeps beside the topics of others.
  ///
  /// It begins with a tilde, so nobody outside can spell it, and listings leave it out.
  package init(internal name: String) throws(LogError) {
    description = "~\(try TopicName(name))"
  }

  /// A name as it stands in a file.
  init(stored name: String) throws(LogError) {
    self =
      name.hasPrefix("~")
      ? try TopicName(internal: String(name.dropFirst())) : try TopicName(name)
  }

  /// Whether nobody outside can spell it.
  package var isInternal: Bool { description.utf8.first == UInt8(ascii: "~") }

  private static func refusal(_ name: String, _ why: String) -> LogError {
    LogError(.invalidTopic, "topic '\(name.prefix(249))'", detail: why)
  }

  private static func allows(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension TopicName: Comparable {
  /// Orders names byte by byte.
  public static func < (a: TopicName, b: TopicName) -> Bool { a.description < b.description }
}
