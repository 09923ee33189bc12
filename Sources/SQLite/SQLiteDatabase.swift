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

  private static let countsNoMemory = csqlite_count_no_memory()

  let raw: OpaquePointer
  private let brake: SQLiteBrake

  /// Opens a file, or a database in memory for `:memory:`; `brake` stops what it is doing.
  public init(
    path: String,
    mode: Mode = .readWrite,
    brake: SQLiteBrake = SQLiteBrake()
  ) throws(SQLiteError) {
    let flags =
      mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    // Where somebody else has begun to use SQLite it stays as it is.
    _ = Self.countsNoMemory
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
    self.brake = brake
    unsafe sqlite3_extended_result_codes(raw, 1)
    unsafe sqlite3_busy_timeout(raw, 5_000)
    unsafe csqlite_set_defensive(raw)
    // The brake lives as long as the connection, so SQLite need not keep it.
    unsafe sqlite3_progress_handler(
      raw,
      10_000,
      { context in
        guard let context = unsafe context else { return 0 }
        let brake = unsafe Unmanaged<SQLiteBrake>.fromOpaque(context).takeUnretainedValue()
        return brake.isPulled ? 1 : 0
      },
      Unmanaged.passUnretained(brake).toOpaque()
    )
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

  /// Compiles the next statement of a script; `nil` where only spaces and comments are left.
  public borrowing func prepareNext(
    of script: inout SQLiteScript
  ) throws(SQLiteError) -> SQLiteStatement? {
    var statement: OpaquePointer?
    var code = SQLITE_OK
    while unsafe statement == nil, code == SQLITE_OK, script.offset < script.bytes.count {
      let start = script.offset
      let used = unsafe script.bytes.withUnsafeBytes { bytes in
        let text = unsafe bytes.bindMemory(to: CChar.self)
        let rest = unsafe UnsafeBufferPointer(rebasing: text[start...])
        var tail: UnsafePointer<CChar>?
        code = unsafe sqlite3_prepare_v2(
          raw,
          rest.baseAddress,
          Int32(rest.count),
          &statement,
          &tail
        )
        guard let first = rest.baseAddress, let tail = unsafe tail else { return rest.count }
        return unsafe tail - first
      }
      // Nothing of it used and nothing made of it: what is left is a comment without an end.
      script.offset = used > 0 ? start + used : script.bytes.count
      guard code == SQLITE_OK else {
        throw error(code, during: String(decoding: script.bytes[start...], as: UTF8.self))
      }
    }
    guard let statement = unsafe statement else { return nil }
    return unsafe SQLiteStatement(
      raw: statement,
      sql: String(cString: sqlite3_sql(statement))
    )
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

  borrowing func error(_ code: Int32, during sql: String) -> SQLiteError {
    SQLiteError(code: code, during: sql, detail: unsafe String(cString: sqlite3_errmsg(raw)))
  }
}
