public import PinterestModels

/// One value of a cleaned row.
public enum CleanCell: Hashable, Sendable, CustomStringConvertible {
  /// Nothing.
  case null
  /// A value of a `long` or `int` column.
  case integer(Int)
  /// A value of a `text` column.
  case text(String)
  /// A value of a `doubles` column.
  case coordinates(Coordinates)
  /// A value of a `timestamp` column.
  case timestamp(WireTimestamp)

  /// The value as Spark's `show` has it.
  public var description: String {
    switch self {
    case .null: "null"
    case .integer(let value): value.description
    case .text(let value): value
    case .coordinates(let value): value.description
    case .timestamp(let value): value.description
    }
  }
}
