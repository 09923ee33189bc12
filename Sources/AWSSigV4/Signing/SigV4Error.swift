/// Something that cannot be signed: what was asked, and why it cannot be.
public struct SigV4Error: Error, Hashable, Sendable, CustomStringConvertible {
  /// Kinds of refusal; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// A presigned URL lives for 1 second to 7 days.
    public static let invalidExpiry = Code(description: "invalid expiry")
    /// A streamed body must say beforehand how long it is.
    public static let unknownLength = Code(description: "unknown body length")
    /// A streamed body turned out longer or shorter than it said.
    public static let wrongLength = Code(description: "wrong body length")
  }

  /// What kind of refusal it is.
  public let code: Code
  /// What was asked and what is allowed.
  public let detail: String

  /// The kind and the detail.
  public var description: String { "\(code): \(detail)" }
}
