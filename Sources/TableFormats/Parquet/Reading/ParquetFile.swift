/// A Parquet file: its schema, what it says of its rows, and the rows.
///
/// Opening reads the footer; rows are read row group by row group, and only the columns asked for.
/// What this package cannot read is refused by its name when a column that has it is asked for.
public struct ParquetFile: Sendable {
  /// How to read.
  public struct Options: Sendable {
    /// How much memory the rows of one call may take; larger files are read row group by row group.
    public var memoryLimit = 2 << 30
    /// How long a footer may be.
    public var footerLimit = 64 << 20

    /// Two gigabytes a call.
    public init() {}
  }

  /// The columns.
  public var schema: TableSchema { layout.table }
  /// How many rows there are.
  public var rowCount: Int { metadata.rowCount }
  /// The program that wrote it, in its own words.
  public var createdBy: String? { metadata.createdBy }
  /// What the writer noted about the file.
  public var keyValues: [String: String] { metadata.keyValues }
  /// What is known of every row group without reading it.
  public let rowGroups: [ParquetRowGroup]

  private let source: any ByteSource
  private let size: Int
  private let metadata: FileMetadata
  private let layout: FileSchema
  private let options: Options

  /// Reads the footer of a file.
  public init(
    _ source: any ByteSource,
    options: Options = Options()
  ) async throws(TableFormatError) {
    let size = try await source.size()
    // Most footers come with the first read; one that is longer takes a second.
    let guess = min(size, 64 << 10)
    var tail = try await source.bytes(in: (size - guess)..<size)
    let length = try Footer.length(tail, size: size, limit: options.footerLimit, source.name)
    if length > tail.count { tail = try await source.bytes(in: (size - length)..<size) }
    try self.init(source, size: size, tail: tail, length, options)
  }

  private init(
    _ source: any ByteSource,
    size: Int,
    tail: [UInt8],
    _ length: Int,
    _ options: Options
  ) throws(TableFormatError) {
    self.source = source
    self.size = size
    self.options = options
    metadata = try Footer.metadata(tail, length, source.name)
    layout = try FileSchema(metadata.schema, subject: source.name)
    rowGroups = ParquetRowGroup.all(metadata, layout)
  }

  /// Reads one row group.
  ///
  /// Columns come in the order of the names; all of them where there are none.
  public func rowGroup(
    _ index: Int,
    columns: [String]? = nil
  ) async throws(TableFormatError) -> ColumnBatch {
    try await rowGroup(index, columns, budget)
  }

  private func rowGroup(
    _ index: Int,
    _ columns: [String]?,
    _ budget: MemoryBudget
  ) async throws(TableFormatError) -> ColumnBatch {
    let reader = try reader(index, columns)
    let plan = FetchPlan(try reader.ranges(size: size))
    var answers: [[UInt8]] = []
    for range in plan.reads {
      let bytes = try await source.bytes(in: range)
      guard bytes.count == range.count else {
        throw TableFormatError(
          .storageFailed,
          source.name,
          detail: "\(bytes.count) bytes where \(range.count) were asked for"
        )
      }
      answers.append(bytes)
    }
    return try await reader.readSideBySide(plan.runs(answers), budget)
  }

  /// Reads all rows.
  public func read(columns: [String]? = nil) async throws(TableFormatError) -> ColumnBatch {
    var batch = ColumnBatch(TableSchema(try layout.selecting(columns).map(\.field)))
    let budget = budget
    for index in rowGroups.indices {
      try batch.take(try await rowGroup(index, columns, budget))
    }
    return batch
  }

  /// Reads all rows of a file that is at hand.
  public static func read(
    _ bytes: [UInt8],
    columns: [String]? = nil,
    name: String = "bytes",
    options: Options = Options()
  ) throws(TableFormatError) -> ColumnBatch {
    let source = MemorySource(bytes, name: name)
    let length = try Footer.length(bytes, size: bytes.count, limit: options.footerLimit, name)
    let file = try ParquetFile(source, size: bytes.count, tail: bytes, length, options)
    var batch = ColumnBatch(TableSchema(try file.layout.selecting(columns).map(\.field)))
    let budget = file.budget
    for index in file.rowGroups.indices {
      let reader = try file.reader(index, columns)
      let ranges = try reader.ranges(size: bytes.count)
      let runs = ranges.map { ByteRun(bytes: bytes, range: $0) }
      try batch.take(try reader.read(runs, budget))
    }
    return batch
  }

  private func reader(
    _ index: Int,
    _ columns: [String]?
  ) throws(TableFormatError) -> RowGroupReader {
    try RowGroupReader(
      metadata.rowGroups[index],
      columns: try layout.selecting(columns),
      leafCount: layout.leafCount,
      subject: source.name
    )
  }

  private var budget: MemoryBudget {
    MemoryBudget(limit: options.memoryLimit, subject: source.name)
  }
}
