import OwnThread
import PinterestModels
import SQLite

/// An open file on a thread of its own.
actor SQLiteSession {
  private let thread = ThreadExecutor(name: "sqlite")
  private let path: String
  private var file: OpenFile?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(path: String) { self.path = path }

  /// All rows of a query.
  func rows(
    of sql: String,
    _ values: [SQLiteValue],
    _ table: Table,
    at position: Int?
  ) throws(RowSourceError) -> [[SQLiteValue]] {
    do throws(SQLiteError) {
      return try open().rows(of: sql, values)
    } catch {
      throw RowSourceError(error, source: path, place: RowSourceError.Place(table, at: position))
    }
  }

  private func open() throws(SQLiteError) -> OpenFile {
    if let file { return file }
    let opened = try OpenFile(path: path)
    file = opened
    return opened
  }

  /// Holds the database, which cannot be copied, where an optional is wanted.
  private final class OpenFile {
    private let database: SQLiteDatabase

    init(path: String) throws(SQLiteError) {
      database = try SQLiteDatabase(path: path, mode: .readOnly)
    }

    func rows(of sql: String, _ values: [SQLiteValue]) throws(SQLiteError) -> [[SQLiteValue]] {
      let statement = try database.prepare(sql)
      try statement.bind(values)
      var rows: [[SQLiteValue]] = []
      while try statement.step() { rows.append(statement.row) }
      return rows
    }
  }
}

extension RowSourceError {
  init(_ error: SQLiteError, source: String, place: Place) {
    let code: Code =
      if error.detail.hasPrefix("no such table") {
        .noSuchTable
      } else if error.detail.hasPrefix("no such column") {
        .noSuchColumn
      } else if error.detail.hasPrefix("unable to open") {
        .unreachable
      } else {
        .malformedRow
      }
    self.init(code, source: source, place: place, detail: error.detail, underlying: error)
  }
}
