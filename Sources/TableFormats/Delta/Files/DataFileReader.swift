/// Reads files of rows as the columns a table has, whatever of them a file has.
struct DataFileReader: Sendable {
  let storage: any TableStorage
  /// The columns wanted, in this order.
  let schema: TableSchema
  /// Those whose values are not in the files but in the log.
  let partitionColumns: [String]
  /// How the others are found in the files.
  var mapping = ColumnMapping.none

  /// Looks into a file.
  func open(_ file: AddFile) async throws(TableFormatError) -> OpenDataFile {
    let source = StorageSource(storage: storage, path: file.path, fileSize: file.size)
    let parquet = try await source.parquetFile()
    // Without numbers nobody can tell a column that came later from one the file does not number.
    if mapping == .id,
      parquet.schema.fields.allSatisfy({ $0.metadata[Field.numberInFile] == nil })
    {
      throw TableFormatError(
        .malformed,
        "\(storage)/\(file.path)",
        detail: "no numbers of columns, where columnMapping (mode id) needs them"
      )
    }
    let stored = schema.fields.filter { !partitionColumns.contains($0.name) }
      .compactMap { mapping.column(for: $0, among: parquet.schema.fields)?.name }
    return OpenDataFile(reader: self, file: file, parquet: parquet, stored: stored)
  }

  /// All rows of a file.
  func rows(of file: AddFile) async throws(TableFormatError) -> ColumnBatch {
    let opened = try await open(file)
    var rows = ColumnBatch(schema)
    for group in 0..<opened.groupCount {
      try rows.take(try await opened.batch(group))
    }
    return rows
  }
}
