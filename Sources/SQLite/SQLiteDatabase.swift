import CSQLite

/// Owns one connection; used on the thread it was opened on, closed when it goes.
@safe public struct SQLiteDatabase: ~Copyable {
  /// How a file is opened.
  public enum Mode: Sendable {
    /// It must be there and is not changed.
    case readOnly
    /// It is made where it is missing.
    case readWrite
  }

  private let raw: OpaquePointer

  /// Opens a file, or a database in memory for `:memory:`.
  public init(path: String, mode: Mode = .readWrite) throws(SQLiteError) {
    let flags =
      mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened = unsafe opened else {
      throw SQLiteError(code: SQLITE_NOMEM, during: path, detail: "out of memory")
    }
    guard code == SQLITE_OK else {
      let detail = unsafe String(cString: sqlite3_errmsg(opened))
      unsafe sqlite3_close_v2(opened)
      throw SQLiteError(code: code, during: path, detail: detail)
    }
    unsafe raw = opened
    unsafe sqlite3_extended_result_codes(raw, 1)
    unsafe sqlite3_busy_timeout(raw, 5_000)
    unsafe csqlite_set_defensive(raw)
  }

  deinit { unsafe sqlite3_close_v2(raw) }

  /// Runs statements that give no rows.
  public borrowing func execute(_ sql: String) throws(SQLiteError) {
    let code = unsafe sqlite3_exec(raw, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code, during: sql) }
  }

  /// Compiles one statement.
  public borrowing func prepare(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(raw, sql, Int32(sql.utf8.count), &statement, nil)
    guard code == SQLITE_OK else { throw error(code, during: sql) }
    guard let statement = unsafe statement else {
      throw SQLiteError(code: SQLITE_MISUSE, during: sql, detail: "there is no statement")
    }
    return unsafe SQLiteStatement(raw: statement, sql: sql)
  }

  /// Every row of a query, for results that are known to be small.
  public borrowing func rows(
    _ sql: String,
    _ values: SQLiteValue...
  ) throws(SQLiteError) -> [[SQLiteValue]] {
    let statement = try prepare(sql)
    try statement.bind(values)
    var rows: [[SQLiteValue]] = []
    while try statement.step() { rows.append(statement.row) }
    return rows
  }

  /// Does everything in `body` or nothing of it.
  public borrowing func transaction<Value>(
    _ body: () throws -> Value
  ) throws -> Value {
    try execute("BEGIN IMMEDIATE")
    do {
      let value = try body()
      try execute("COMMIT")
      return value
    } catch {
      try? execute("ROLLBACK")
      throw error
    }
  }

  private borrowing func error(_ code: Int32, during sql: String) -> SQLiteError {
    SQLiteError(code: code, during: sql, detail: unsafe String(cString: sqlite3_errmsg(raw)))
  }
}
