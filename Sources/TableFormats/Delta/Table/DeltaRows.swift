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
    for try await batch in self { try rows.append(contentsOf: batch) }
    return rows
  }

  /// One reading.
  public struct Iterator: AsyncIteratorProtocol {
    var files: ArraySlice<AddFile>
    let reader: DataFileReader
    var left: Int
    private var current: (file: OpenDataFile, group: Int)?

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
        if let (file, group) = current, group < file.groupCount {
          current = (file, group + 1)
          let batch = try await file.batch(group)
          guard batch.rowCount > 0 else { continue }
          let part = batch.rowCount <= left ? batch : batch.rows(0..<left)
          left -= part.rowCount
          return part
        }
        guard let file = files.popFirst() else { return nil }
        current = (try await reader.open(file), 0)
      }
      return nil
    }
  }
}
