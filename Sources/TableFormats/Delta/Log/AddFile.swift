/// A file of rows that belongs to the table.
public struct AddFile: Hashable, Sendable {
  /// Where it is below the table's root; not percent-encoded.
  public var path: String
  /// What all its rows have in the partition columns, as text.
  public var partitionValues: [String: String?] = [:]
  /// How many bytes it has.
  public var size: Int
  /// When it was made, in milliseconds since 1970.
  public var modificationTime: Int
  /// Whether it brought rows that were not in the table before.
  var dataChange = true
  /// Number of rows and the range of each column, as JSON.
  var stats: String?
  var tags: [String: String]?
  /// Why its rows cannot be read; `nil` for every file of a table that asks for no more than we do.
  var obstacle: String?

  /// The number of rows, where the writer noted it.
  public var rowCount: Int? { stats.flatMap(FileStatistics.rowCount) }
}
