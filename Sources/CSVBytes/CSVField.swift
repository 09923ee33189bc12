/// One field of a record: its text, and whether quotes stood around it.
///
/// The quotes tell an empty text from nothing: `""` is a text, an empty field without quotes is
/// what databases write for NULL.
public struct CSVField: Hashable, Sendable {
  /// The text, quotes taken off.
  public var text: String
  /// Whether it stood in quotes.
  public var isQuoted: Bool

  /// Puts a field together.
  public init(_ text: String, isQuoted: Bool = false) {
    self.text = text
    self.isQuoted = isQuoted
  }

  /// The text, or `nil` for an empty field without quotes.
  public var value: String? { text.isEmpty && !isQuoted ? nil : text }
}
