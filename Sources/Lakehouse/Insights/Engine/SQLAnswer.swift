/// What a query gives: rows under named columns.
public struct SQLAnswer: Hashable, Sendable {
  /// The names of the columns, as the query has them.
  public var columns: [String]
  /// The rows in the order of the query, one value a column.
  public var rows: [[SQLValue]]

  /// Puts an answer together.
  public init(columns: [String], rows: [[SQLValue]]) {
    self.columns = columns
    self.rows = rows
  }
}
