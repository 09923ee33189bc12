/// What a JSON value is, as its first byte tells.
public enum JSONKind: String, Hashable, Sendable, CustomStringConvertible {
  /// `{…}`
  case object
  /// `[…]`
  case array
  /// `"…"`
  case string
  /// Digits, perhaps with a sign, a fraction and an exponent.
  case number
  /// `true` or `false`
  case boolean
  /// `null`
  case null

  /// The kind as a noun for messages.
  public var description: String { rawValue }

  /// The kind of a value that begins with `byte`.
  init?(firstByte byte: UInt8) {
    switch byte {
    case UInt8(ascii: "{"): self = .object
    case UInt8(ascii: "["): self = .array
    case UInt8(ascii: "\""): self = .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): self = .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .boolean
    case UInt8(ascii: "n"): self = .null
    default: return nil
    }
  }
}
