/// Rows of a table, column by column.
public struct ColumnBatch: Hashable, Sendable {
  /// Names and types of the columns.
  public let schema: TableSchema
  /// The columns in the order of the schema; all are equally long.
  public internal(set) var columns: [Column]
  /// How many rows there are.
  public internal(set) var rowCount: Int

  /// Starts without rows.
  public init(_ schema: TableSchema) {
    self.schema = schema
    columns = schema.fields.map(Column.init)
    rowCount = 0
  }

  /// Puts columns side by side, which must be equally long.
  public init(columns: [Column]) throws(TableFormatError) {
    schema = TableSchema(columns.map(\.field))
    self.columns = columns
    rowCount = columns.first?.count ?? 0
    for column in columns where column.count != rowCount {
      throw TableFormatError(
        .schemaMismatch,
        "column \(column.field.name)",
        detail: "\(column.count) rows where \(columns[0].field.name) has \(rowCount)"
      )
    }
  }

  /// Fills a batch row by row.
  public init(_ schema: TableSchema, rows: [[Value]]) throws(TableFormatError) {
    self.init(schema)
    for row in rows { try append(row) }
  }

  /// The column of that name.
  public subscript(name: String) -> Column? { columns.first { $0.field.name == name } }

  /// What a row holds, column by column.
  public func row(_ row: Int) -> [Value] { columns.map { $0.value(at: row) } }

  /// All rows, for tests and small tables.
  public var rows: [[Value]] { (0..<rowCount).map(row) }

  /// Adds a row with one value a column.
  public mutating func append(_ row: [Value]) throws(TableFormatError) {
    guard row.count == columns.count else {
      throw TableFormatError(
        .schemaMismatch,
        "row \(rowCount)",
        detail: "\(row.count) values for \(columns.count) columns"
      )
    }
    for i in columns.indices { try columns[i].append(row[i]) }
    rowCount += 1
  }

  /// Adds the rows of a batch whose columns have the same types, in the same order.
  public mutating func append(contentsOf other: ColumnBatch) throws(TableFormatError) {
    guard other.columns.count == columns.count else {
      throw TableFormatError(
        .schemaMismatch,
        "a batch",
        detail: "\(other.columns.count) columns where there are \(columns.count)"
      )
    }
    for i in columns.indices {
      try columns[i].append(contentsOf: other.columns[i], rows: 0..<other.rowCount)
    }
    rowCount += other.rowCount
  }

  /// Adds rows, without copying the first.
  mutating func take(_ other: ColumnBatch) throws(TableFormatError) {
    if rowCount == 0 { self = other } else { try append(contentsOf: other) }
  }

  /// Some of the rows.
  public func rows(_ range: Range<Int>) -> ColumnBatch {
    var part = ColumnBatch(schema)
    for i in columns.indices { part.columns[i].copyRows(range, of: columns[i]) }
    part.rowCount = range.count
    return part
  }
}
