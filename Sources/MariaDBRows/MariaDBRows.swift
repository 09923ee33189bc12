public import PinterestModels

/// The three tables in a MySQL or MariaDB database, as the course has them.
///
/// Single rows come over one connection, which is made when the first row is asked for, reused, and
/// made again after a loss. Every stream reads over a connection of its own, as the rows arrive.
public struct MariaDBRows: RowSource {
  /// How the database is read.
  public struct Options: Sendable {
    /// How long a lost connection is tried to be made again before the loss is an error.
    public var reconnectTime = Duration.seconds(10)
    /// How many rows of a stream are handed over at once.
    public var pageSize = 500

    /// Ten seconds, and pages of 500 rows.
    public init() {}
  }

  private let settings: MariaDBSettings
  private let options: Options
  private let clock: any Clock<Duration>
  private let session: MariaDBSession
  private let drawn = DrawnPages()

  /// Describes a source; nothing is connected yet.
  public init(
    _ settings: MariaDBSettings,
    options: Options = Options(),
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.settings = settings
    self.options = options
    self.clock = clock
    session = MariaDBSession(settings, reconnectTime: options.reconnectTime, clock: clock)
  }

  /// How many rows a table has.
  public func count(of table: Table) async throws(RowSourceError) -> Int {
    let sql = "SELECT COUNT(*) FROM `\(table.databaseName)`"
    let rows = try await session.rows(of: sql, table, at: nil)
    guard case .integer(let count)? = rows.first?.first else { return 0 }
    return count
  }

  /// The row of `pinterest_data` at a position.
  public func pin(at position: Int) async throws(RowSourceError) -> Pin {
    try await row(position, drawn.pins)
  }

  /// The row of `geolocation_data` at a position.
  public func geolocation(at position: Int) async throws(RowSourceError) -> Geolocation {
    try await row(position, drawn.geolocations)
  }

  /// The row of `user_data` at a position.
  public func user(at position: Int) async throws(RowSourceError) -> User {
    try await row(position, drawn.users)
  }

  /// The rows of `pinterest_data` from a position on.
  public func pins(from position: Int) -> RowStream<Pin> { rows(from: position) }

  /// The rows of `geolocation_data` from a position on.
  public func geolocations(from position: Int) -> RowStream<Geolocation> { rows(from: position) }

  /// The rows of `user_data` from a position on.
  public func users(from position: Int) -> RowStream<User> { rows(from: position) }

  private func row<Row: TableRow>(
    _ position: Int,
    _ pages: RowPages<Row>
  ) async throws(RowSourceError) -> Row {
    let row = try await pages.row(at: position) { start, count throws(RowSourceError) in
      // The course's own way to a row; an order would cost a sort of the whole table each time.
      let sql = "\(Self.select(Row.table)) LIMIT ?, \(count)"
      let cells = try await session.rows(of: sql, Row.table, at: start)
      return cells.enumerated().map { offset, cells in
        Result { () throws(RowSourceError) in
          try Self.decode(cells, RowSourceError.Place(Row.table, at: start + offset), settings)
        }
      }
    }
    if let row { return row }
    let place = RowSourceError.Place(Row.table, at: position)
    throw RowSourceError(.noSuchRow, source: settings.location, place: place)
  }

  private func rows<Row: TableRow>(from position: Int) -> RowStream<Row> {
    RowStream { [settings, options, clock] in
      let session = MariaDBSession(settings, reconnectTime: options.reconnectTime, clock: clock)
      let sql = "\(Self.select(Row.table)) LIMIT ?, 9223372036854775807"
      var next = max(0, position)
      return { () async throws(RowSourceError) -> [Row]? in
        let page = try await session.nextPage(
          of: sql,
          Row.table,
          from: next,
          size: options.pageSize
        )
        guard !page.isEmpty else { return nil }
        var rows: [Row] = []
        rows.reserveCapacity(page.count)
        for cells in page {
          let place = RowSourceError.Place(Row.table, at: next + rows.count)
          rows.append(try Self.decode(cells, place, settings))
        }
        next += page.count
        return rows
      }
    }
  }

  /// Names every column, so that a missing one is told by its name.
  private static func select(_ table: Table) -> String {
    let columns = table.columns.map { "`\($0.name)`" }.joined(separator: ", ")
    return "SELECT \(columns) FROM `\(table.databaseName)`"
  }

  private static func decode<Row: TableRow>(
    _ cells: [Cell],
    _ place: RowSourceError.Place,
    _ settings: MariaDBSettings
  ) throws(RowSourceError) -> Row {
    do { return try Row(cells: cells) } catch {
      throw RowSourceError(
        .malformedRow,
        source: settings.location,
        place: place,
        detail: error.description,
        underlying: error
      )
    }
  }
}
