/// The name of an object inside its bucket: 1 to 1,024 bytes of UTF-8, any of them.
///
/// Nothing is normalised: `a//b`, `./x` and `../y` are names like any other.
public struct ObjectKey: Hashable, Sendable, CustomStringConvertible {
  /// The name as people write it, not percent-encoded.
  public let rawValue: String

  /// Takes a name that is neither empty nor too long.
  public init(_ text: String) throws(S3Error) {
    if let complaint = Self.complaint(about: text) {
      throw S3Error(.keyTooLong, "the key \"\(text.prefix(64))\" \(complaint)")
    }
    rawValue = text
  }

  /// Takes a name a server has given.
  init(answered text: String) { rawValue = text }

  /// The name.
  public var description: String { rawValue }

  private static func complaint(about text: String) -> String? {
    let count = text.utf8.count
    return (1...1024).contains(count) ? nil : "has \(count) bytes, and S3 takes 1 to 1024"
  }
}

extension ObjectKey: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// Writes a key into a program; an empty or overlong one stops it.
  public init(stringLiteral text: String) {
    precondition(Self.complaint(about: text) == nil, "an object key has 1 to 1024 bytes")
    rawValue = text
  }
}
