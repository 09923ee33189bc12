/// A file of rows whose footer has been read.
struct OpenDataFile: Sendable {
  let reader: DataFileReader
  let file: AddFile
  let parquet: ParquetFile
  /// The wanted columns it has, by its own names.
  let stored: [String]

  /// In how many portions its rows come.
  var groupCount: Int { parquet.rowGroups.count }

  /// One portion of its rows.
  @concurrent
  func batch(_ group: Int) async throws(TableFormatError) -> ColumnBatch {
    let count = parquet.rowGroups[group].rowCount
    let found = stored.isEmpty ? nil : try await parquet.rowGroup(group, columns: stored)
    var columns: [Column] = []
    do throws(TableFormatError) {
      for field in reader.schema.fields {
        columns.append(try column(field, of: found, count))
      }
    } catch {
      throw TableFormatError(
        error.code,
        "\(reader.storage)/\(file.path)",
        detail: error.description,
        underlying: error
      )
    }
    return try ColumnBatch(columns: columns)
  }

  private func column(
    _ field: Field,
    of batch: ColumnBatch?,
    _ count: Int
  ) throws(TableFormatError) -> Column {
    if reader.partitionColumns.contains(field.name) {
      let text = file.partitionValues[reader.mapping.storedName(of: field)] ?? nil
      return try Column.constant(PartitionText.value(text, of: field), field, count: count)
    }
    guard let batch,
      let name = reader.mapping.column(for: field, among: batch.columns.map(\.field))?.name,
      let found = batch[name]
    else { return try Column.nulls(field, count: count) }
    return try found.conformed(to: field, mapping: reader.mapping)
  }
}
