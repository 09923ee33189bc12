public import PinterestModels

/// The rows of another source under other numbers: a table whose index has gaps, or goes down.
public struct RenumberedRows: RowSource {
  private let source: any RowSource
  private let index: @Sendable (_ position: Int) -> Int

  /// Gives the row at each position the index that is given for it.
  public init(_ source: any RowSource, index: @escaping @Sendable (_ position: Int) -> Int) {
    self.source = source
    self.index = index
  }

  /// How many rows a table of the other source has.
  public func count(of table: Table) async throws(RowSourceError) -> Int {
    try await source.count(of: table)
  }

  /// The pin at a position.
  public func pin(at position: Int) async throws(RowSourceError) -> Pin { try await row(position) }

  /// The place at a position.
  public func geolocation(at position: Int) async throws(RowSourceError) -> Geolocation {
    try await row(position)
  }

  /// The user at a position.
  public func user(at position: Int) async throws(RowSourceError) -> User {
    try await row(position)
  }

  /// The pins from a position on.
  public func pins(from position: Int) -> RowStream<Pin> { rows(from: position) }

  /// The places from a position on.
  public func geolocations(from position: Int) -> RowStream<Geolocation> { rows(from: position) }

  /// The users from a position on.
  public func users(from position: Int) -> RowStream<User> { rows(from: position) }

  private func row<Row: TableRow>(_ position: Int) async throws(RowSourceError) -> Row {
    var row = try await Row.row(of: source, at: position)
    row.index = index(position)
    return row
  }

  private func rows<Row: TableRow>(from position: Int) -> RowStream<Row> {
    RowStream {
      var pages = Row.rows(of: source, from: position).makeAsyncIterator()
      var next = max(0, position)
      return { () async throws(RowSourceError) -> [Row]? in
        guard var page = try await pages.nextPage() else { return nil }
        for place in page.indices { page[place].index = index(next + place) }
        next += page.count
        return page
      }
    }
  }
}
