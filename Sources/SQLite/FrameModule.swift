import CSQLite

/// What SQLite calls to read a frame: its interface of virtual tables.
///
/// Every function is called for each row or cell of each query, so none counts references: they see
/// the frame's raw form only. See https://www.sqlite.org/vtab.html.
enum FrameModule {
  typealias Base = UnsafeMutablePointer<sqlite3_vtab>
  typealias BaseCursor = UnsafeMutablePointer<sqlite3_vtab_cursor>
  typealias Table = UnsafeMutablePointer<csqlite_frame_table>
  typealias Cursor = UnsafeMutablePointer<csqlite_frame_cursor>

  /// Made once and never freed: connections refer to it as long as they live.
  nonisolated(unsafe) static let methods: UnsafePointer<sqlite3_module> = {
    var module = sqlite3_module()
    unsafe module.xCreate = connect
    unsafe module.xConnect = connect
    unsafe module.xBestIndex = plan
    unsafe module.xDisconnect = disconnect
    unsafe module.xDestroy = disconnect
    unsafe module.xOpen = open
    unsafe module.xClose = close
    unsafe module.xFilter = filter
    unsafe module.xNext = next
    unsafe module.xEof = isAtEnd
    unsafe module.xColumn = column
    unsafe module.xRowid = rowID
    let made = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    unsafe made.initialize(to: module)
    return unsafe UnsafePointer(made)
  }()

  private static let connect:
    @convention(c) (
      OpaquePointer?, UnsafeMutableRawPointer?, Int32,
      UnsafePointer<UnsafePointer<CChar>?>?, UnsafeMutablePointer<Base?>?,
      UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> Int32 = { database, context, _, _, result, _ in
      guard let context = unsafe context, let result = unsafe result else { return SQLITE_MISUSE }
      let frame = unsafe Unmanaged<SQLiteFrame>.fromOpaque(context).takeUnretainedValue()
      let columns = frame.columns.map { "\"\($0.name)\" \($0.kind.rawValue)" }
      let code = unsafe sqlite3_declare_vtab(
        database,
        "CREATE TABLE frame(\(columns.joined(separator: ", ")))"
      )
      guard code == SQLITE_OK else { return code }
      let table = Table.allocate(capacity: 1)
      unsafe table.initialize(to: csqlite_frame_table(base: sqlite3_vtab(), frame: frame.raw))
      unsafe result.pointee = UnsafeMutableRawPointer(table)
        .assumingMemoryBound(to: sqlite3_vtab.self)
      return SQLITE_OK
    }

  private static let disconnect: @convention(c) (Base?) -> Int32 = { base in
    guard let base = unsafe base else { return SQLITE_MISUSE }
    unsafe table(base).deallocate()
    return SQLITE_OK
  }

  /// Offers two ways: all rows, or those of one key.
  private static let plan:
    @convention(c) (Base?, UnsafeMutablePointer<sqlite3_index_info>?) -> Int32 = { base, info in
      guard let base = unsafe base, let info = unsafe info else { return SQLITE_MISUSE }
      let frame = unsafe table(base).pointee.frame.pointee
      for index in 0..<Int(unsafe info.pointee.nConstraint) {
        let constraint = unsafe info.pointee.aConstraint[index]
        guard constraint.usable != 0, constraint.iColumn == 0,
          Int32(constraint.op) == SQLITE_INDEX_CONSTRAINT_EQ
        else { continue }
        unsafe info.pointee.aConstraintUsage[index].argvIndex = 1
        unsafe info.pointee.aConstraintUsage[index].omit = 1
        unsafe info.pointee.idxNum = 1
        unsafe info.pointee.estimatedCost = 2
        unsafe info.pointee.estimatedRows = frame.has_unique_keys == 1 ? 1 : 3
        if unsafe frame.has_unique_keys == 1 {
          unsafe info.pointee.idxFlags = SQLITE_INDEX_SCAN_UNIQUE
        }
        return SQLITE_OK
      }
      unsafe info.pointee.estimatedCost = Double(frame.row_count)
      unsafe info.pointee.estimatedRows = frame.row_count
      return SQLITE_OK
    }

  private static let open: @convention(c) (Base?, UnsafeMutablePointer<BaseCursor?>?) -> Int32 = {
    base,
    result in
    guard let base = unsafe base, let result = unsafe result else { return SQLITE_MISUSE }
    let cursor = Cursor.allocate(capacity: 1)
    unsafe cursor.initialize(
      to: csqlite_frame_cursor(
        base: sqlite3_vtab_cursor(),
        frame: table(base).pointee.frame,
        row: 0,
        follows_key: 0
      )
    )
    unsafe result.pointee = UnsafeMutableRawPointer(cursor)
      .assumingMemoryBound(to: sqlite3_vtab_cursor.self)
    return SQLITE_OK
  }

  private static let close: @convention(c) (BaseCursor?) -> Int32 = { base in
    guard let base = unsafe base else { return SQLITE_MISUSE }
    unsafe cursor(base).deallocate()
    return SQLITE_OK
  }

  private static let filter:
    @convention(c) (
      BaseCursor?, Int32, UnsafePointer<CChar>?, Int32, UnsafeMutablePointer<OpaquePointer?>?
    ) -> Int32 = { base, way, _, _, values in
      guard let base = unsafe base else { return SQLITE_MISUSE }
      let cursor = unsafe cursor(base)
      let frame = unsafe cursor.pointee.frame
      unsafe cursor.pointee.follows_key = way
      guard way == 1, let value = unsafe values?.pointee else {
        unsafe cursor.pointee.row = 0
        return SQLITE_OK
      }
      guard let key = unsafe key(value) else {
        unsafe cursor.pointee.row = frame.pointee.row_count
        return SQLITE_OK
      }
      let slot = KeyChains.slot(of: key, shift: Int(unsafe frame.pointee.shift))
      unsafe cursor.pointee.row = row(with: key, from: frame.pointee.heads[slot], of: frame)
      return SQLITE_OK
    }

  private static let next: @convention(c) (BaseCursor?) -> Int32 = { base in
    guard let base = unsafe base else { return SQLITE_MISUSE }
    let cursor = unsafe cursor(base)
    guard unsafe cursor.pointee.follows_key == 1 else {
      unsafe cursor.pointee.row += 1
      return SQLITE_OK
    }
    let frame = unsafe cursor.pointee.frame
    guard unsafe frame.pointee.has_unique_keys == 0 else {
      unsafe cursor.pointee.row = frame.pointee.row_count
      return SQLITE_OK
    }
    let present = Int(unsafe cursor.pointee.row)
    guard let keys = unsafe frame.pointee.columns[0].integers else { return SQLITE_MISUSE }
    let key = unsafe keys[present]
    unsafe cursor.pointee.row = row(with: key, from: frame.pointee.nexts[present], of: frame)
    return SQLITE_OK
  }

  private static let isAtEnd: @convention(c) (BaseCursor?) -> Int32 = { base in
    guard let base = unsafe base else { return 1 }
    let cursor = unsafe cursor(base)
    return unsafe cursor.pointee.row >= cursor.pointee.frame.pointee.row_count ? 1 : 0
  }

  private static let column: @convention(c) (BaseCursor?, OpaquePointer?, Int32) -> Int32 = {
    base,
    result,
    index in
    guard let base = unsafe base else { return SQLITE_MISUSE }
    let cursor = unsafe cursor(base)
    let row = Int(unsafe cursor.pointee.row)
    let cells = unsafe cursor.pointee.frame.pointee.columns[Int(index)]
    guard unsafe cells.are_null[row] == 0 else { return SQLITE_OK }
    if let integers = unsafe cells.integers {
      unsafe sqlite3_result_int64(result, integers[row])
    } else if let bytes = unsafe cells.bytes, let starts = unsafe cells.starts,
      let counts = unsafe cells.counts
    {
      // The frame outlives every statement, so SQLite may read in place.
      unsafe csqlite_result_static_text(result, bytes + Int(starts[row]), counts[row])
    }
    return SQLITE_OK
  }

  private static let rowID: @convention(c) (BaseCursor?, UnsafeMutablePointer<Int64>?) -> Int32 = {
    base,
    result in
    guard let base = unsafe base else { return SQLITE_MISUSE }
    unsafe result?.pointee = cursor(base).pointee.row + 1
    return SQLITE_OK
  }

  @inline(__always)
  private static func table(_ base: Base) -> Table {
    unsafe UnsafeMutableRawPointer(base).assumingMemoryBound(to: csqlite_frame_table.self)
  }

  @inline(__always)
  private static func cursor(_ base: BaseCursor) -> Cursor {
    unsafe UnsafeMutableRawPointer(base).assumingMemoryBound(to: csqlite_frame_cursor.self)
  }

  /// The first row of a chain with this key; the number of rows where there is none.
  @inline(__always)
  private static func row(
    with key: Int64,
    from start: Int32,
    of frame: UnsafePointer<csqlite_frame>
  ) -> Int64 {
    guard let keys = unsafe frame.pointee.columns[0].integers else {
      return unsafe frame.pointee.row_count
    }
    var row = start
    while row != KeyChains.end, unsafe keys[Int(row)] != key {
      row = unsafe frame.pointee.nexts[Int(row)]
    }
    return row == KeyChains.end ? unsafe frame.pointee.row_count : Int64(row)
  }

  /// The key a value means; nothing equals what is no whole number.
  private static func key(_ value: OpaquePointer) -> Int64? {
    switch unsafe sqlite3_value_numeric_type(value) {
    case SQLITE_INTEGER: unsafe sqlite3_value_int64(value)
    case SQLITE_FLOAT: Int64(exactly: unsafe sqlite3_value_double(value))
    default: nil
    }
  }
}
