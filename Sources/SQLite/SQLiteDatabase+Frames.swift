import CSQLite

extension SQLiteDatabase {
  /// Makes a frame a table of this database, read where it is and never copied.
  public borrowing func attach(
    _ frame: SQLiteFrame,
    as name: String
  ) throws(SQLiteError) {
    let module = "\(name)_frame"
    let context = unsafe Unmanaged.passRetained(frame).toOpaque()
    // SQLite releases the frame with the connection, or at once where it refuses the module.
    let code = unsafe sqlite3_create_module_v2(raw, module, FrameModule.methods, context) {
      if let frame = unsafe $0 { unsafe Unmanaged<SQLiteFrame>.fromOpaque(frame).release() }
    }
    guard code == SQLITE_OK else { throw error(code, during: module) }
    try execute("CREATE VIRTUAL TABLE \"\(name)\" USING \"\(module)\"")
  }
}
