/// The columns of a file as a tree with levels, and as the table they make.
struct FileSchema: Hashable, Sendable {
  /// The columns of the table.
  let columns: [ColumnNode]
  /// The columns' names and types.
  let table: TableSchema

  /// Makes a tree of a footer's lines.
  init(_ elements: [SchemaElement], subject: String) throws(TableFormatError) {
    var reading = SchemaReading(elements: elements, subject: subject)
    columns = try reading.columns()
    table = TableSchema(columns.map(\.field))
  }

  /// How many column chunks every row group has.
  var leafCount: Int { columns.reduce(0) { $0 + $1.leaves.count } }

  /// The columns of those names, in the order of the names; all where there are none.
  func selecting(_ names: [String]?) throws(TableFormatError) -> [ColumnNode] {
    guard let names else { return columns }
    _ = try table.selecting(names)
    return names.compactMap { name in columns.first { $0.field.name == name } }
  }
}
