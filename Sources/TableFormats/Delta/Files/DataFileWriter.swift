/// Writes rows into new files of a table; they belong to it only with a commit.
struct DataFileWriter: Sendable {
  let table: DeltaTable
  let partitionColumns: [String]

  /// Writes a batch, a file for every partition of it.
  func write(_ batch: ColumnBatch) async throws(TableFormatError) -> [AddFile] {
    var files: [AddFile] = []
    do throws(TableFormatError) {
      for part in try PartitionSplit(batch, by: partitionColumns).parts {
        files.append(try await writeFile(part.rows, partitionValues: part.values))
      }
      return files
    } catch {
      await table.discard(files)
      throw error
    }
  }

  /// Writes a file.
  func writeFile(
    _ rows: ColumnBatch,
    partitionValues: [String: String?]
  ) async throws(TableFormatError) -> AddFile {
    let (bytes, stats) = try await encode(rows)
    let file = AddFile(
      path: path(partitionValues),
      partitionValues: partitionValues,
      size: bytes.count,
      modificationTime: table.now,
      stats: stats
    )
    try await table.storage.prepare(bytes, at: file.path)
    return file
  }

  @concurrent
  private func encode(
    _ rows: ColumnBatch
  ) async throws(TableFormatError) -> (bytes: [UInt8], stats: String) {
    let bytes = try ParquetWriter.bytes(of: rows, options: table.options.parquet)
    return (bytes, FileStatistics.text(of: rows, limit: statisticsLimit))
  }

  /// Named as Spark names files, below a folder for every partition column.
  private func path(_ partitionValues: [String: String?]) -> String {
    let folders = partitionColumns.map { name in
      PartitionText.folder(name, partitionValues[name] ?? nil) + "/"
    }
    let codec = table.options.parquet.codec
    let ending = codec == .uncompressed ? "parquet" : "\(codec.name).parquet"
    return folders.joined() + "part-00000-\(UniqueName.make())-c000.\(ending)"
  }

  /// How many columns statistics are noted of; the table may say so, else as many as Spark does.
  private var statisticsLimit: Int {
    let setting = try? table.state.read { snapshot throws(TableFormatError) in
      snapshot.configuration["delta.dataSkippingNumIndexedCols"].flatMap { Int($0) }
    }
    let limit = (setting ?? nil) ?? 32
    return limit < 0 ? .max : limit
  }
}
