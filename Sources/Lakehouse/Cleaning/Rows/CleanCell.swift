public import PinterestModels

/// One value of a cleaned row.
public enum CleanCell: Hashable, Sendable {
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
}
