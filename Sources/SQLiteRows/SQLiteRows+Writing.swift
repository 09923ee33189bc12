import OwnThread
public import PinterestModels
import SQLite

extension SQLiteRows {
  /// Copies all three tables of `source` into a new file; one that is there already is refused.
  public static func write(
    _ source: any RowSource,
    to path: String
  ) async throws(RowSourceError) {
    let writer = Writer(path: path)
    try await writer.copy(Pin.self, of: source)
    try await writer.copy(Geolocation.self, of: source)
    try await writer.copy(User.self, of: source)
  }

  private actor Writer {
    private let thread = ThreadExecutor(name: "sqlite")
    private let path: String

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(path: String) { self.path = path }

    func copy<Row: TableRow>(
      _ type: Row.Type,
      of source: any RowSource
    ) async throws(RowSourceError) {
      var pages = Row.rows(of: source, from: 0).makeAsyncIterator()
      try create(Row.table)
      while let page = try await pages.nextPage() { try insert(page) }
    }

    private func create(_ table: Table) throws(RowSourceError) {
      let columns = table.columns.map { "`\($0.name)` \(Self.type(of: $0))" }
      try execute(table) { database throws(SQLiteError) in
        try database.execute(
          "CREATE TABLE `\(table.databaseName)` (\(columns.joined(separator: ", ")))"
        )
      }
    }

    private func insert<Row: TableRow>(_ rows: [Row]) throws(RowSourceError) {
      let places = Row.table.columns.map { _ in "?" }.joined(separator: ",")
      try execute(Row.table) { database throws(SQLiteError) in
        try database.execute("BEGIN")
        let insert = try database.prepare(
          "INSERT INTO `\(Row.table.databaseName)` VALUES (\(places))"
        )
        for row in rows { try insert.run(row.cells.map(SQLiteValue.init)) }
        try database.execute("COMMIT")
      }
    }

    private func execute(
      _ table: Table,
      _ work: (borrowing SQLiteDatabase) throws(SQLiteError) -> Void
    ) throws(RowSourceError) {
      do throws(SQLiteError) {
        try work(SQLiteDatabase(path: path))
      } catch {
        throw RowSourceError(error, source: path, place: RowSourceError.Place(table))
      }
    }

    private static func type(of column: Column) -> String {
      switch column.kind {
      case .integer: "INTEGER"
      case .number: "REAL"
      case .text, .timestamp: "TEXT"
      }
    }
  }
}

extension SQLiteValue {
  /// A row's value as SQLite keeps it.
  fileprivate init(_ cell: Cell) {
    switch cell {
    case .null: self = .null
    case .integer(let number): self = .integer(Int64(number))
    case .number(let number): self = .real(number)
    case .text(let text): self = .text(text)
    case .timestamp(let moment): self = .text(moment.description)
    }
  }
}
