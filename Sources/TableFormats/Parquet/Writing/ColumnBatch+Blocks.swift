/// How rows are cut so that pages and row groups become about as large as asked for.
extension ColumnBatch {
  /// Whether the columns' names and types are a schema's, whatever fields are called inside.
  func hasShape(of schema: TableSchema) -> Bool {
    columns.count == schema.fields.count
      && zip(columns, schema.fields).allSatisfy {
        $0.field.name == $1.name && $0.hasShape(of: Column($1))
      }
  }

  /// About how many bytes some rows are.
  func size(of rows: Range<Int>) -> Int { columns.reduce(0) { $0 + $1.size(of: rows) } }

  /// As many of the rows from `start` on as are allowed, and not much more than `size` bytes.
  func rows(from start: Int, upTo count: Int, _ size: Int) -> Range<Int> {
    var end = min(start + count, rowCount)
    while end - start > 1, self.size(of: start..<end) > size { end = start + (end - start) / 2 }
    return start..<end
  }
}

extension Column {
  /// So many rows are looked at between two looks at the page.
  private static let blockRows = 1024

  /// A run of rows that is small enough to be written before the page's size is looked at.
  func block(from start: Int, upTo end: Int, _ pageSize: Int) -> Range<Int> {
    var last = min(start + Self.blockRows, end)
    while last - start > 1, size(of: start..<last) > pageSize { last = start + (last - start) / 2 }
    return start..<last
  }

  /// About how many bytes some rows take in a page.
  func size(of rows: Range<Int>) -> Int {
    switch layout {
    case .integers, .doubles: return 8 * rows.count
    case .decimals: return 16 * rows.count
    case .bytes: return 4 * rows.count + offsets[rows.upperBound] - offsets[rows.lowerBound]
    case .structure: return children.reduce(rows.count) { $0 + $1.size(of: rows) }
    case .list, .map:
      let entries = offsets[rows.lowerBound]..<offsets[rows.upperBound]
      return children.reduce(rows.count) { $0 + $1.size(of: entries) }
    }
  }
}
