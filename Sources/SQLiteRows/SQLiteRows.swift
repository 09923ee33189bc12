public import PinterestModels
import SQLite

/// The three tables in an SQLite file, as `pinterest rows export --to sqlite` writes them.
public struct SQLiteRows: RowSource {
  private static let pageSize = 500

  private let path: String
  private let session: SQLiteSession
  private let drawn = DrawnPages()

  /// Names a file; it is opened when the first row is asked for.
  public init(path: String) {
    self.path = path
    session = SQLiteSession(path: path)
  }

  /// How many rows a table has.
  public func count(of table: Table) async throws(RowSourceError) -> Int {
    let sql = "SELECT count(*) FROM `\(table.databaseName)`"
    let rows = try await session.rows(of: sql, [], table, at: nil)
    return rows.first?.first?.integer.map(Int.init) ?? 0
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
      try await page(from: start, size: count)
    }
    if let row { return row }
    let place = RowSourceError.Place(Row.table, at: position)
    throw RowSourceError(.noSuchRow, source: path, place: place)
  }

  private func rows<Row: TableRow>(from position: Int) -> RowStream<Row> {
    RowStream {
      var next = max(0, position)
      return { () async throws(RowSourceError) -> [Row]? in
        var rows: [Row] = []
        for row in try await page(Row.self, from: next, size: Self.pageSize) {
          rows.append(try row.get())
        }
        next += rows.count
        return rows.isEmpty ? nil : rows
      }
    }
  }

  private func page<Row: TableRow>(
    _ type: Row.Type = Row.self,
    from position: Int,
    size: Int
  ) async throws(RowSourceError) -> RowPages<Row>.Page {
    let table = Row.table
    let columns = table.columns.map { "`\($0.name)`" }.joined(separator: ", ")
    // A row's number in SQLite goes up as rows are added: the order they were written in.
    let sql =
      "SELECT \(columns) FROM `\(table.databaseName)` ORDER BY rowid LIMIT ? OFFSET ?"
    let window: [SQLiteValue] = [.integer(Int64(size)), .integer(Int64(position))]
    let found = try await session.rows(of: sql, window, table, at: position)
    return found.enumerated().map { offset, values in
      Result { () throws(RowSourceError) in
        do throws(CellError) { return try Row(cells: values.map(Cell.init)) } catch {
          throw RowSourceError(
            .malformedRow,
            source: path,
            place: RowSourceError.Place(table, at: position + offset),
            detail: error.description,
            underlying: error
          )
        }
      }
    }
  }
}

extension Cell {
  /// A value of SQLite's as rows take it.
  fileprivate init(_ value: SQLiteValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(Int(number))
    case .real(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .blob(let bytes): self = .text(String(decoding: bytes, as: UTF8.self))
    }
  }
}
