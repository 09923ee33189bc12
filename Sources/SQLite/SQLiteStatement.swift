import CSQLite

/// Owns one compiled statement; a row at a time, its columns by position.
@safe public struct SQLiteStatement: ~Copyable {
  private let raw: OpaquePointer
  private let sql: String

  init(raw: OpaquePointer, sql: String) {
    unsafe self.raw = unsafe raw
    self.sql = sql
  }

  deinit { unsafe sqlite3_finalize(raw) }

  /// Starts over with these values for the parameters, in their order.
  public borrowing func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
    unsafe sqlite3_reset(raw)
    unsafe sqlite3_clear_bindings(raw)
    for (position, value) in values.enumerated() {
      try check(bind(value, at: Int32(position + 1)))
    }
  }

  /// Goes to the next row; `false` when there is none.
  public borrowing func step() throws(SQLiteError) -> Bool {
    let code = unsafe sqlite3_step(raw)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      try check(code)
      return false
    }
  }

  /// Runs a statement that gives no rows with these values.
  public borrowing func run(_ values: [SQLiteValue]) throws(SQLiteError) {
    try bind(values)
    while try step() {}
  }

  /// The names of the columns, as the query has them.
  public var columnNames: [String] {
    (0..<columnCount).map { unsafe String(cString: sqlite3_column_name(raw, Int32($0))) }
  }

  /// The number of columns.
  public var columnCount: Int { Int(unsafe sqlite3_column_count(raw)) }

  /// Every column of the present row.
  public var row: [SQLiteValue] { (0..<columnCount).map { self[$0] } }

  /// One column of the present row, counted from 0.
  public subscript(column: Int) -> SQLiteValue {
    let index = Int32(column)
    switch unsafe sqlite3_column_type(raw, index) {
    case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(raw, index))
    case SQLITE_FLOAT: return .real(unsafe sqlite3_column_double(raw, index))
    case SQLITE_TEXT:
      let start = unsafe sqlite3_column_text(raw, index)
      let count = Int(unsafe sqlite3_column_bytes(raw, index))
      return .text(
        unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
      )
    case SQLITE_BLOB:
      let start = unsafe sqlite3_column_blob(raw, index)
      let count = Int(unsafe sqlite3_column_bytes(raw, index))
      return .blob(unsafe Array(UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }

  private borrowing func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
    switch value {
    case .null: return unsafe sqlite3_bind_null(raw, index)
    case .integer(let number): return unsafe sqlite3_bind_int64(raw, index, number)
    case .real(let number): return unsafe sqlite3_bind_double(raw, index, number)
    case .text(var text):
      return text.withUTF8 { utf8 in
        // An empty Swift string may have no address, and SQLite takes none for NULL.
        guard let start = utf8.baseAddress else {
          return unsafe csqlite_bind_text(raw, index, "", 0)
        }
        return unsafe start.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
          unsafe csqlite_bind_text(raw, index, $0, Int32(utf8.count))
        }
      }
    case .blob(let bytes):
      return unsafe bytes.withUnsafeBytes {
        unsafe csqlite_bind_blob(raw, index, $0.baseAddress, Int32($0.count))
      }
    }
  }

  private borrowing func check(_ code: Int32) throws(SQLiteError) {
    guard code != SQLITE_OK else { return }
    let database = unsafe sqlite3_db_handle(raw)
    throw SQLiteError(
      code: code,
      during: sql,
      detail: unsafe String(cString: sqlite3_errmsg(database))
    )
  }
}
