/// XML that was refused: what is wrong with it and where.
public struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Kinds of refusal; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// The bytes are not well-formed XML.
    public static let malformed = Code(description: "malformed XML")
    /// The document ends before its root element does.
    public static let incomplete = Code(description: "incomplete XML")
    /// Elements are nested deeper than the limit.
    public static let tooDeep = Code(description: "XML nested too deep")
    /// The document has more bytes than the limit.
    public static let tooLarge = Code(description: "XML too large")
    /// There is a document type, which no answer needs and every entity attack begins with.
    public static let doctypeRefused = Code(description: "XML document type refused")
  }

  /// What kind of refusal it is.
  public let code: Code
  /// What the parser said.
  public let detail: String
  /// The line it was met in, counted from 1.
  public let line: Int
  /// The column it was met in, counted from 1.
  public let column: Int

  /// `malformed XML at line 3, column 7: mismatched tag`.
  public var description: String { "\(code) at line \(line), column \(column): \(detail)" }
}
