/// Writes a Parquet file as its rows come.
///
/// The bytes of a row group are handed out as soon as it is full, so that a file never has to be in
/// memory as a whole. The same batches and options make the same bytes.
///
/// ```swift
/// var writer = try ParquetWriter(batch.schema)
/// try file.write(writer.append(batch))
/// try file.write(writer.finish())
/// ```
public struct ParquetWriter {
  /// How to write.
  public struct Options: Sendable {
    /// How pages are compressed.
    public var codec = ParquetCodec.snappy
    /// How many rows a row group has at most.
    public var rowGroupRows = 1_000_000
    /// How many bytes of a row group are gathered at most before it is handed out.
    public var rowGroupSize = 128 << 20
    /// About how large a page is before it is compressed.
    public var pageSize = 1 << 20
    /// Whether values that come again are written once.
    public var usesDictionaries = true
    /// How large a dictionary may become before its column goes on without.
    public var dictionarySize = 1 << 20
    /// Notes about the file.
    public var keyValues: [String: String] = [:]
    /// The program that writes.
    public var createdBy = "pinterest-pipeline"

    /// Snappy, pages of a megabyte, row groups of a million rows.
    public init() {}
  }

  /// The columns.
  public let schema: TableSchema
  private let options: Options
  private let elements: [SchemaElement]
  private let columns: [ColumnNode]
  /// The columns of the row group that is being filled; one that is done is gone.
  private var chunks: [ChunkWriter?] = []
  private var groupRows = 0
  private var rowGroups: [RowGroupMetadata] = []
  /// How many bytes were handed out.
  private var written = 0
  private var isFinished = false

  /// Makes ready for rows of a schema; one that Parquet cannot hold is refused.
  public init(
    _ schema: TableSchema,
    options: Options = Options()
  ) throws(TableFormatError) {
    precondition(options.rowGroupRows > 0, "a row group has a row at least")
    self.schema = schema
    self.options = options
    elements = try SchemaWriting.elements(schema)
    columns = try FileSchema(elements, subject: "schema").columns
  }

  /// Takes rows and gives back the bytes of the row groups that became full; often none.
  public mutating func append(_ batch: ColumnBatch) throws(TableFormatError) -> [UInt8] {
    try append(batch, isLast: false)
  }

  private mutating func append(
    _ batch: ColumnBatch,
    isLast: Bool
  ) throws(TableFormatError) -> [UInt8] {
    precondition(!isFinished, "the file is finished")
    guard batch.hasShape(of: schema) else {
      throw TableFormatError(
        .schemaMismatch,
        "a batch",
        detail: "columns of other types than the file's"
      )
    }
    var output: [UInt8] = []
    var next = 0
    while next < batch.rowCount {
      let rows = batch.rows(
        from: next,
        upTo: options.rowGroupRows - groupRows,
        options.rowGroupSize
      )
      groupRows += rows.count
      next = rows.upperBound
      let isFull = groupRows == options.rowGroupRows || next < batch.rowCount
      try append(batch, rows, endsGroup: isFull || (isLast && next == batch.rowCount), &output)
    }
    return output
  }

  /// Ends the file and gives back its last bytes.
  public mutating func finish() throws(TableFormatError) -> [UInt8] {
    precondition(!isFinished, "the file is finished")
    var output: [UInt8] = []
    startFile(&output)
    if groupRows > 0 { try endGroup(&output) }
    isFinished = true
    output += Footer.bytes(
      FileMetadata(
        schema: elements,
        rowGroups: rowGroups,
        keyValues: options.keyValues,
        createdBy: options.createdBy
      )
    )
    return output
  }

  /// The bytes of a file with these rows.
  public static func bytes(
    of batch: ColumnBatch,
    options: Options = Options()
  ) throws(TableFormatError) -> [UInt8] {
    var writer = try ParquetWriter(batch.schema, options: options)
    var bytes = try writer.append(batch, isLast: true)
    bytes += try writer.finish()
    return bytes
  }

  /// Takes rows of a batch column by column; where they end a row group, every column is done with
  /// before the next begins, so that only one is in memory twice.
  private mutating func append(
    _ batch: ColumnBatch,
    _ rows: Range<Int>,
    endsGroup: Bool,
    _ output: inout [UInt8]
  ) throws(TableFormatError) {
    if chunks.isEmpty { chunks = newChunks() }
    if endsGroup {
      startFile(&output)
      output.reserveCapacity(output.count + batch.size(of: rows))
    }
    let start = written - output.count
    var group: [ColumnChunkMetadata] = []
    var chunk = 0
    for (node, column) in zip(columns, batch.columns) {
      let leaves = chunk..<(chunk + node.leaves.count)
      try append(node, column, rows, to: leaves)
      chunk = leaves.upperBound
      if endsGroup {
        for leaf in leaves { try finish(leaf, &output, at: start, &group) }
      }
    }
    if endsGroup {
      endGroup(group, written: start + output.count)
    } else if chunks.reduce(0, { $0 + ($1?.size ?? 0) }) >= options.rowGroupSize {
      try endGroup(&output)
    }
  }

  private mutating func append(
    _ node: ColumnNode,
    _ column: Column,
    _ rows: Range<Int>,
    to leaves: Range<Int>
  ) throws(TableFormatError) {
    var next = rows.lowerBound
    while next < rows.upperBound {
      let block = column.block(from: next, upTo: rows.upperBound, options.pageSize)
      if case .leaf = node.shape {
        try chunks[leaves.lowerBound]?.append(column, rows: block)
      } else {
        for (chunk, leaf) in zip(leaves, try Shredding.leaves(node, column, rows: block)) {
          try chunks[chunk]?.append(leaf.column, leaf.levels)
        }
      }
      next = block.upperBound
    }
  }

  private func newChunks() -> [ChunkWriter?] {
    columns.flatMap(\.leafNodes).compactMap { node in
      guard case .leaf(let leaf) = node.shape else { return nil }
      return ChunkWriter(node, leaf, options)
    }
  }

  /// Ends a column and lets go of what it held.
  private mutating func finish(
    _ leaf: Int,
    _ output: inout [UInt8],
    at start: Int,
    _ group: inout [ColumnChunkMetadata]
  ) throws(TableFormatError) {
    if let metadata = try chunks[leaf]?.finish(&output, at: start) { group.append(metadata) }
    chunks[leaf] = nil
  }

  private mutating func endGroup(_ output: inout [UInt8]) throws(TableFormatError) {
    let start = written - output.count
    var group: [ColumnChunkMetadata] = []
    for leaf in chunks.indices { try finish(leaf, &output, at: start, &group) }
    endGroup(group, written: start + output.count)
  }

  private mutating func endGroup(_ group: [ColumnChunkMetadata], written end: Int) {
    rowGroups.append(RowGroupMetadata(columns: group, rowCount: groupRows))
    written = end
    chunks = []
    groupRows = 0
  }

  private mutating func startFile(_ output: inout [UInt8]) {
    guard written == 0 else { return }
    output += Footer.magic
    written = Footer.magic.count
  }
}
