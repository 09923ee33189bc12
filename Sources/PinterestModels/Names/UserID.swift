/// The id of a user of the pipeline, from which every name in the cloud is made.
///
/// The course hands out twelve hexadecimal digits. Any other id will do whose names are valid
/// wherever they are used: lower-case letters and digits, because buckets have no capitals, tables
/// no hyphens, and a point would match anything in `topics.regex`.
public struct UserID: Hashable, Sendable, CustomStringConvertible {
  /// The id as given.
  public let description: String

  /// The most characters an id can have: `user-<uid>-bucket` must not pass 63.
  public static let maximumLength = 51

  /// Takes an id, or says why it cannot be one.
  public init(_ text: String) throws(UserIDError) {
    guard !text.isEmpty else { throw UserIDError(text: text, reason: "it is empty") }
    guard text.utf8.count <= Self.maximumLength else {
      throw UserIDError(text: text, reason: "it has more than \(Self.maximumLength) characters")
    }
    if let foreign = text.first(where: { !Self.isAllowed($0) }) {
      throw UserIDError(
        text: text,
        reason: "\"\(foreign)\" is neither a lower-case letter nor a digit"
      )
    }
    description = text
  }

  /// Makes up an id as the course hands them out: twelve hexadecimal digits.
  public init(using generator: inout some RandomNumberGenerator) {
    let number = UInt64.random(in: 0..<(1 << 48), using: &generator)
    let digits = String(number, radix: 16)
    description = String(repeating: "0", count: 12 - digits.count) + digits
  }

  private static func isAllowed(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return false }
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

/// A text that cannot be a user id, and why.
public struct UserIDError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was given.
  public let text: String
  /// Why it was refused.
  public let reason: String

  /// The text and the reason in one sentence.
  public var description: String { "\"\(text)\" is not a user id: \(reason)" }
}

extension UserID: Codable {
  /// Reads and checks an id.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the id as text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
