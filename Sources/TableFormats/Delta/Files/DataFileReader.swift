/// Reads files of rows as the columns a table has, whatever of them a file has.
struct DataFileReader: Sendable {
  let storage: any TableStorage
  /// The columns wanted, in this order.
  let schema: TableSchema
  /// Those whose values are not in the files but in the log.
  let partitionColumns: [String]

  /// Looks into a file.
  func open(_ file: AddFile) async throws(TableFormatError) -> OpenDataFile {
    let source = StorageSource(storage: storage, path: file.path, fileSize: file.size)
    let parquet = try await source.parquetFile()
    let stored = schema.fields.map(\.name).filter { name in
      !partitionColumns.contains(name) && parquet.schema[name] != nil
    }
    return OpenDataFile(reader: self, file: file, parquet: parquet, stored: stored)
  }

  /// All rows of a file.
  func rows(of file: AddFile) async throws(TableFormatError) -> ColumnBatch {
    let opened = try await open(file)
    var rows = ColumnBatch(schema)
    for group in 0..<opened.groupCount {
      try rows.append(contentsOf: try await opened.batch(group))
    }
    return rows
  }
}
