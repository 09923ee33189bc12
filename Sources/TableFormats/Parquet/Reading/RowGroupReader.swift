/// Reads columns of one row group from bytes at hand.
struct RowGroupReader {
  private let metadata: RowGroupMetadata
  private let columns: [ColumnNode]
  private let subject: String

  init(
    _ metadata: RowGroupMetadata,
    columns: [ColumnNode],
    leafCount: Int,
    subject: String
  ) throws(TableFormatError) {
    self.metadata = metadata
    self.columns = columns
    self.subject = subject
    guard metadata.columns.count == leafCount else {
      throw TableFormatError(
        .malformed,
        subject,
        detail: "a row group of \(metadata.columns.count) columns where there are \(leafCount)"
      )
    }
  }

  /// Where the columns' bytes are, leaf by leaf; all lie within a file of `size` bytes.
  func ranges(size: Int) throws(TableFormatError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for leaf in columns.flatMap(\.leaves) {
      let chunk = metadata.columns[leaf.index]
      if chunk.isEncrypted { throw refusal(leaf, "encryption") }
      if chunk.filePath != nil { throw refusal(leaf, "columns in other files") }
      guard chunk.range.upperBound <= size else {
        throw TableFormatError(.malformed, subject, detail: "column \(leaf.name) beyond the end")
      }
      ranges.append(chunk.range)
    }
    return ranges
  }

  /// Makes rows of the bytes of those ranges.
  func read(
    _ chunks: [ByteRun],
    _ budget: MemoryBudget
  ) throws(TableFormatError) -> ColumnBatch {
    var scratch = PageScratch()
    var results: [Int: ChunkReader.Result] = [:]
    for (node, run) in zip(columns.flatMap(\.leafNodes), chunks) {
      guard case .leaf(let leaf) = node.shape else { continue }
      var reader = try ChunkReader(
        node,
        leaf,
        metadata.columns[leaf.index],
        subject: subject,
        budget
      )
      results[leaf.index] = try reader.read(run, &scratch, budget)
    }
    var assembly = Assembly(chunks: results, subject: subject)
    var finished: [Column] = []
    for node in columns {
      let column = try assembly.column(node)
      guard column.count == metadata.rowCount else {
        throw TableFormatError(
          .malformed,
          subject,
          detail: "\(column.count) rows of column \(node.field.name), not \(metadata.rowCount)"
        )
      }
      finished.append(column)
    }
    var batch = try ColumnBatch(columns: finished)
    batch.rowCount = metadata.rowCount
    return batch
  }

  /// Makes rows of the bytes of those ranges; where there are many, columns are read side by side.
  func readSideBySide(
    _ chunks: [ByteRun],
    _ budget: MemoryBudget
  ) async throws(TableFormatError) -> ColumnBatch {
    guard columns.count > 1, metadata.rowCount >= Self.worthSharing else {
      return try read(chunks, budget)
    }
    var rest = chunks[...]
    var parts: [(reader: RowGroupReader, chunks: [ByteRun])] = []
    for node in columns {
      let own = rest.prefix(node.leafNodes.count)
      rest = rest.dropFirst(own.count)
      parts.append((RowGroupReader(self, only: node), Array(own)))
    }
    let read = try await mapSideBySide(parts, window: 4) { part throws(TableFormatError) in
      try part.reader.read(part.chunks, budget).columns[0]
    }
    return try ColumnBatch(columns: read)
  }

  /// From so many rows on a column is more work than handing it to another thread.
  private static let worthSharing = 50_000

  private init(_ other: RowGroupReader, only node: ColumnNode) {
    metadata = other.metadata
    columns = [node]
    subject = other.subject
  }

  private func refusal(_ leaf: LeafColumn, _ detail: String) -> TableFormatError {
    TableFormatError(.unsupported, "\(subject), column \(leaf.name)", detail: detail)
  }
}
