/// A column of a cleaned table: its name and what it holds.
public struct CleanColumn: Hashable, Sendable {
  /// What a cleaned column holds; the raw value is Spark's word for it.
  public enum Kind: String, Hashable, Sendable {
    /// A whole number of 64 bits.
    case long = "bigint"
    /// A whole number of 32 bits.
    case int = "int"
    /// A text.
    case text = "string"
    /// Several doubles: latitude and longitude.
    case doubles = "array<double>"
    /// A civil date and time.
    case timestamp = "timestamp"
  }

  /// Its name in SQL, in files and in listings.
  public let name: String
  /// What it holds.
  public let kind: Kind

  /// Describes a column.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
