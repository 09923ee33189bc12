/// The name of one content of an object; two contents never share it.
///
/// It is the MD5 of the content only for objects put in one piece without KMS encryption: compare
/// it, do not compute with it.
public struct ETag: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The tag without the quotation marks it travels in.
  public let rawValue: String

  /// Takes a tag with or without quotation marks.
  public init(rawValue: String) {
    let (bytes, quote) = (rawValue.utf8, UInt8(ascii: "\""))
    let isQuoted = bytes.count >= 2 && bytes.first == quote && bytes.last == quote
    self.rawValue = isQuoted ? String(Substring(bytes.dropFirst().dropLast())) : rawValue
  }

  /// The tag as it stands on the wire.
  public var description: String { "\"\(rawValue)\"" }
}
