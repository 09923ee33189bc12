import CMariaDB

/// Owns one prepared statement and the room its rows are read into.
@safe final class MariaDBStatement {
  private let raw: UnsafeMutablePointer<MYSQL_STMT>
  private let connection: MariaDBConnection
  private var sql = ""
  private var row: MariaDBRowBuffer?

  init(raw: UnsafeMutablePointer<MYSQL_STMT>, connection: MariaDBConnection) {
    unsafe self.raw = unsafe raw
    self.connection = connection
  }

  deinit { unsafe mysql_stmt_close(raw) }

  /// The names of the columns the statement gives.
  var columnNames: [String] { row?.names ?? [] }

  func prepare(_ sql: String) throws(MariaDBError) {
    self.sql = sql
    try unsafe check(mysql_stmt_prepare(raw, sql, UInt(sql.utf8.count)))
    guard let description = unsafe mysql_stmt_result_metadata(raw) else { return }
    defer { unsafe mysql_free_result(description) }
    row = unsafe MariaDBRowBuffer(describing: description)
  }

  /// Runs the statement with whole numbers for its parameters; rows follow by `next()`.
  func execute(_ parameters: [Int64] = []) throws(MariaDBError) {
    unsafe mysql_stmt_free_result(raw)
    var values = parameters
    let code: Int32 = unsafe values.withUnsafeMutableBufferPointer { values in
      var binds = unsafe values.indices.map { index in
        var bind = unsafe MYSQL_BIND()
        unsafe bind.buffer_type = MYSQL_TYPE_LONGLONG
        unsafe bind.buffer = UnsafeMutableRawPointer(values.baseAddress.map { unsafe $0 + index })
        return unsafe bind
      }
      if !values.isEmpty, unsafe mysql_stmt_bind_param(raw, &binds) != 0 { return 1 }
      return unsafe mysql_stmt_execute(raw)
    }
    try check(code)
    if let row { try unsafe check(row.bind(to: raw) ? 0 : 1) }
  }

  /// Reads the next row as it arrives; `nil` after the last one.
  func next() throws(MariaDBError) -> [MariaDBValue]? {
    guard let row else { return nil }
    switch unsafe mysql_stmt_fetch(raw) {
    case 0: return row.values
    case MYSQL_DATA_TRUNCATED:
      try unsafe check(row.fetchWhatWasCut(from: raw) ? 0 : 1)
      return row.values
    case MYSQL_NO_DATA:
      unsafe mysql_stmt_free_result(raw)
      return nil
    default:
      try check(1)
      return nil
    }
  }

  private func check(_ failed: Int32) throws(MariaDBError) {
    guard failed != 0 else { return }
    var number = Int(unsafe mysql_stmt_errno(raw))
    var detail = unsafe String(cString: mysql_stmt_error(raw))
    // Rows that break off half-way are known to the connection, not to the statement.
    if number == 0 { (number, detail) = connection.lastFailure }
    throw MariaDBError(
      number == 0 ? .connectionLost : MariaDBConnection.code(of: number),
      during: "\(connection.location): \(sql)",
      detail: detail,
      number: number
    )
  }
}
