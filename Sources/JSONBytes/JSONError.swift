/// Bytes that are not the JSON they should be: what is wrong and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Kinds of fault; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// The bytes end inside a value.
    public static let unexpectedEnd = Code(description: "unexpected end")
    /// A byte stands where the grammar of RFC 8259 has no room for it.
    public static let unexpectedByte = Code(description: "unexpected byte")
    /// A number is not spelled as JSON spells numbers.
    public static let malformedNumber = Code(description: "malformed number")
    /// An escape is unknown, cut short, or half of a surrogate pair.
    public static let malformedEscape = Code(description: "malformed escape")
    /// A text holds bytes that are not UTF-8.
    public static let malformedUTF8 = Code(description: "malformed UTF-8")
    /// A text holds a control character that must be escaped.
    public static let controlCharacter = Code(description: "control character")
    /// Containers are nested deeper than the reader allows.
    public static let tooDeep = Code(description: "nested too deep")
    /// Something follows the value.
    public static let trailingBytes = Code(description: "trailing bytes")
    /// The value is JSON, but not of the kind or in the range that was asked for.
    public static let unsuitableValue = Code(description: "unsuitable value")
  }

  /// What kind of fault it is.
  public let code: Code
  /// The index of the offending byte.
  public let offset: Int
  /// What was found or expected.
  public let detail: String

  /// Describes a fault.
  public init(_ code: Code, at offset: Int, _ detail: String = "") {
    self.code = code
    self.offset = offset
    self.detail = detail
  }

  /// `unexpected byte at 17 (expected "," or "}")`.
  public var description: String {
    detail.isEmpty ? "\(code) at byte \(offset)" : "\(code) at byte \(offset) (\(detail))"
  }

  /// The line and the column, counted from 1, of the offending byte in the bytes that were read.
  public func position(in bytes: some Collection<UInt8>) -> (line: Int, column: Int) {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
    return (line, column)
  }
}
