/// Writes a Parquet file as its rows come.
///
/// The bytes of a row group are handed out as soon as it is full, so that a file never has to be in
/// memory as a whole. The same rows and options make the same bytes.
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
  private var chunks: [ChunkWriter] = []
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
      if chunks.isEmpty { startGroup() }
      let end = batch.blockEnd(
        from: next,
        limit: min(next + options.rowGroupRows - groupRows, batch.rowCount),
        bytes: options.pageSize
      )
      try append(batch, rows: next..<end)
      groupRows += end - next
      next = end
      if groupRows == options.rowGroupRows
        || chunks.reduce(0, { $0 + $1.size }) >= options.rowGroupSize
      {
        try endGroup(&output)
      }
    }
    return output
  }

  /// Ends the file and gives back its last bytes.
  public mutating func finish() throws(TableFormatError) -> [UInt8] {
    precondition(!isFinished, "the file is finished")
    var output: [UInt8] = []
    if groupRows > 0 { try endGroup(&output) }
    startFile(&output)
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
    var bytes = try writer.append(batch)
    bytes += try writer.finish()
    return bytes
  }

  private mutating func startGroup() {
    chunks = columns.flatMap(\.leafNodes).compactMap { node in
      guard case .leaf(let leaf) = node.shape else { return nil }
      return ChunkWriter(node, leaf, options)
    }
  }

  private mutating func append(
    _ batch: ColumnBatch,
    rows: Range<Int>
  ) throws(TableFormatError) {
    var chunk = 0
    for (node, column) in zip(columns, batch.columns) {
      if case .leaf = node.shape {
        try chunks[chunk].append(column, rows: rows)
        chunk += 1
        continue
      }
      for leaf in try Shredding.leaves(node, column, rows: rows) {
        try chunks[chunk].append(leaf.column, leaf.levels)
        chunk += 1
      }
    }
  }

  private mutating func endGroup(_ output: inout [UInt8]) throws(TableFormatError) {
    startFile(&output)
    var metadata: [ColumnChunkMetadata] = []
    for i in chunks.indices {
      let chunk = try chunks[i].finish(at: written)
      metadata.append(chunk.metadata)
      output += chunk.bytes
      written += chunk.bytes.count
    }
    rowGroups.append(RowGroupMetadata(columns: metadata, rowCount: groupRows))
    chunks = []
    groupRows = 0
  }

  private mutating func startFile(_ output: inout [UInt8]) {
    guard written == 0 else { return }
    output += Footer.magic
    written = Footer.magic.count
  }
}

extension ColumnBatch {
  /// Whether the columns' types are a schema's, whatever fields are called inside.
  fileprivate func hasShape(of other: TableSchema) -> Bool {
    columns.count == other.fields.count
      && zip(columns, other.fields).allSatisfy {
        $0.field.name == $1.name && $0.hasShape(of: Column($1))
      }
  }

  /// Where a run of rows ends that is small enough to be looked at before a page's size is.
  fileprivate func blockEnd(from start: Int, limit: Int, bytes: Int) -> Int {
    var end = min(start + 1024, limit)
    while end - start > 1, columns.contains(where: { $0.byteCount(start..<end) > bytes }) {
      end = start + (end - start) / 2
    }
    return end
  }
}

extension Column {
  /// How many bytes the texts of some rows take.
  fileprivate func byteCount(_ rows: Range<Int>) -> Int {
    layout == .bytes ? offsets[rows.upperBound] - offsets[rows.lowerBound] : 0
  }
}
