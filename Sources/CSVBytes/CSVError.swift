/// Bytes that are no CSV: what is wrong and in which record.
public struct CSVError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Kinds of fault; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// Something stands between a closing quote and the end of its field.
    public static let textAfterQuote = Code(description: "text after a closing quote")
    /// The bytes end inside quotes.
    public static let unclosedQuote = Code(description: "quote that is never closed")
    /// A field is not UTF-8.
    public static let malformedUTF8 = Code(description: "malformed UTF-8")
  }

  /// What kind of fault it is.
  public let code: Code
  /// The number of the record, counted from 0, the header included.
  public let record: Int

  /// `text after a closing quote in record 17`.
  public var description: String { "\(code) in record \(record)" }
}
