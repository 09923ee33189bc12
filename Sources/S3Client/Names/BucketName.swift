/// The name of a bucket, checked once and right from then on.
public struct BucketName: Hashable, Sendable, CustomStringConvertible {
  /// The name as it stands on the wire.
  public let rawValue: String

  /// Takes a name that keeps S3's rules: 3 to 63 lower-case letters, digits, dots and hyphens.
  public init(_ text: String) throws(S3Error) {
    if let complaint = Self.complaint(about: text) {
      throw S3Error(.invalidBucketName, "\"\(text)\" is not a bucket name: \(complaint)")
    }
    rawValue = text
  }

  /// Takes a name a server has given, whatever rules it was made under.
  init(answered text: String) { rawValue = text }

  /// The name.
  public var description: String { rawValue }

  /// Whether a TLS certificate for `*.host` could not cover it.
  var hasDots: Bool { rawValue.utf8.contains(UInt8(ascii: ".")) }

  private static func complaint(about text: String) -> String? {
    let bytes = Array(text.utf8)
    guard (3...63).contains(bytes.count) else { return "it must have 3 to 63 characters" }
    guard bytes.allSatisfy({ isAlphanumeric($0) || $0 == dot || $0 == hyphen }) else {
      return "only a-z, 0-9, '.' and '-' may stand in it"
    }
    guard isAlphanumeric(bytes[0]), isAlphanumeric(bytes[bytes.count - 1]) else {
      return "it must begin and end with a letter or a digit"
    }
    let isSeparator = { (byte: UInt8) in byte == dot || byte == hyphen }
    let neighbours = zip(bytes, bytes.dropFirst())
    guard
      !neighbours.contains(where: {
        isSeparator($0) && isSeparator($1) && ($0, $1) != (hyphen, hyphen)
      })
    else { return "a dot must stand between letters or digits" }
    let labels = text.split(separator: ".")
    if labels.count == 4, labels.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) {
      return "it looks like an IP address"
    }
    return nil
  }

  private static let dot = UInt8(ascii: ".")
  private static let hyphen = UInt8(ascii: "-")

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte &- UInt8(ascii: "a") < 26
  }
}

extension BucketName: ExpressibleByStringLiteral {
  /// Writes a name into a program; one that breaks the rules stops it.
  public init(stringLiteral text: String) {
    precondition(Self.complaint(about: text) == nil, "\"\(text)\" is not a bucket name")
    rawValue = text
  }
}
