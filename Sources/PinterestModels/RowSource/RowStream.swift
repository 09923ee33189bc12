/// Rows of one table, page by page behind the scenes; asking for the next one is the back-pressure.
public struct RowStream<Row: Sendable>: AsyncSequence, Sendable {
  /// One row.
  public typealias Element = Row
  /// What a source throws.
  public typealias Failure = RowSourceError
  /// Gives the next rows, as many as the source found fit; `nil` is the end.
  public typealias NextPage = () async throws(RowSourceError) -> [Row]?

  private let start: @Sendable () -> NextPage

  /// Makes a stream from a function that starts a reading and gives back how to get its next page.
  public init(_ start: @escaping @Sendable () -> NextPage) { self.start = start }

  /// Starts reading.
  public func makeAsyncIterator() -> Iterator { Iterator(nextPage: start()) }

  /// One reading of the stream.
  public struct Iterator: AsyncIteratorProtocol {
    private let nextPage: NextPage
    private var page: [Row] = []
    private var index = 0
    private var isDone = false

    fileprivate init(nextPage: @escaping NextPage) { self.nextPage = nextPage }

    /// Waits for the next row; `nil` is the end.
    public mutating func next() async throws(RowSourceError) -> Row? {
      try await next(isolation: nil)
    }

    /// Waits for the next row on the caller's actor; `nil` is the end.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(RowSourceError) -> Row? {
      while index == page.count {
        guard !isDone else { return nil }
        guard let following = try await nextPage() else {
          isDone = true
          page = []
          index = 0
          return nil
        }
        page = following
        index = 0
      }
      defer { index += 1 }
      return page[index]
    }

    /// Waits for all rows that come next at once, for loops in which a call a row is too dear.
    public mutating func nextPage() async throws(RowSourceError) -> [Row]? {
      if index < page.count {
        defer { index = page.count }
        return Array(page[index...])
      }
      guard !isDone else { return nil }
      let following = try await self.nextPage()
      isDone = following == nil
      return following
    }
  }
}
