/// The rows of one version of a table, fetched file by file while they are read.
///
/// Reading again fetches again. Files come in the order in which they were added.
public struct DeltaRows: AsyncSequence, Sendable {
  /// Some rows.
  public typealias Element = ColumnBatch
  /// What goes wrong.
  public typealias Failure = TableFormatError

  /// The columns of every batch.
  public let schema: TableSchema
  let files: [AddFile]
  let reader: DataFileReader
  let limit: Int?

  /// Starts at the first file.
  public func makeAsyncIterator() -> Iterator {
    Iterator(files: files[...], reader: reader, left: limit ?? .max)
  }

  /// All rows at once.
  public func collect() async throws(TableFormatError) -> ColumnBatch {
    var rows = ColumnBatch(schema)
    for try await batch in self { try rows.take(batch) }
    return rows
  }

  /// One reading.
  public struct Iterator: AsyncIteratorProtocol {
    /// Small files are fetched side by side: an object store answers slowly, but many at a time.
    private static let window = (count: 8, bytes: 16 << 20)

    private var files: ArraySlice<AddFile>
    private let reader: DataFileReader
    private var left: Int
    private var opened: ArraySlice<OpenDataFile> = []
    private var group = 0

    init(files: ArraySlice<AddFile>, reader: DataFileReader, left: Int) {
      self.files = files
      self.reader = reader
      self.left = left
    }

    /// The next rows; `nil` at the end.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(TableFormatError) -> ColumnBatch? {
      while left > 0 {
        guard let file = opened.first else {
          if files.isEmpty { return nil }
          try await openMore()
          continue
        }
        guard group < file.groupCount else {
          opened.removeFirst()
          group = 0
          continue
        }
        group += 1
        let batch = try await file.batch(group - 1)
        guard batch.rowCount > 0 else { continue }
        let part = batch.rowCount <= left ? batch : batch.rows(0..<left)
        left -= part.rowCount
        return part
      }
      return nil
    }

    /// Opens the next file, and those behind it as long as they are few and small.
    private mutating func openMore() async throws(TableFormatError) {
      var bytes = 0
      var chosen: [AddFile] = []
      while let file = files.first, chosen.count < Self.window.count,
        chosen.isEmpty || bytes + file.size <= Self.window.bytes
      {
        bytes += file.size
        chosen.append(file)
        files.removeFirst()
      }
      opened = try await mapSideBySide(chosen, window: Self.window.count) {
        [reader] file throws(TableFormatError) in
        try await reader.open(file)
      }[...]
    }
  }
}
