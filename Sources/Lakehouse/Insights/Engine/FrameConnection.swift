import SQLite

/// An SQLite database in memory whose tables are the cleaned frames.
final class FrameConnection {
  private let database: SQLiteDatabase

  init(
    _ frames: CleanFrames,
    columns: SQLiteEngine.Columns,
    brake: SQLiteBrake
  ) throws(LakehouseError) {
    let asked = columns == .asked ? InsightQuestion.askedColumns : nil
    do throws(SQLiteError) {
      database = try SQLiteDatabase(path: ":memory:", brake: brake)
      // Sorting allocates row by row where it must stay in memory, and in one go where it may
      // leave it; so it may, and has room not to.
      try database.execute("PRAGMA cache_size = -262144; PRAGMA temp.cache_size = -262144")
      try database.attach(FrameFilling.frame(of: frames.pins, only: asked), as: "pin")
      try database.attach(FrameFilling.frame(of: frames.geolocations, only: asked), as: "geo")
      try database.attach(FrameFilling.frame(of: frames.users, only: asked), as: "user")
    } catch {
      throw LakehouseError(error)
    }
  }

  /// Runs one statement or several and hands over what they give, a page at a time.
  func run(
    _ sql: String,
    pageSize: Int,
    _ receive: (SQLAnswer, Bool) throws(LakehouseError) -> Void
  ) throws(LakehouseError) {
    var script = SQLiteScript(sql)
    var count = 0
    while let statement = try next(of: &script) {
      count += 1
      try run(statement, pageSize: pageSize, receive)
    }
    if count == 0 {
      throw LakehouseError(.queryFailed, "the query", detail: "there is no statement in it")
    }
  }

  private func run(
    _ statement: borrowing SQLiteStatement,
    pageSize: Int,
    _ receive: (SQLAnswer, Bool) throws(LakehouseError) -> Void
  ) throws(LakehouseError) {
    var page = SQLAnswer(columns: statement.columnNames, rows: [])
    var isFirst = true
    while let row = try nextRow(of: statement) {
      page.rows.append(row)
      guard page.rows.count == pageSize else { continue }
      try receive(page, isFirst)
      page.rows.removeAll(keepingCapacity: true)
      isFirst = false
    }
    // What gives no rows still says which columns they would have; `CREATE` has none.
    if !page.rows.isEmpty || isFirst && !page.columns.isEmpty { try receive(page, isFirst) }
  }

  private func next(of script: inout SQLiteScript) throws(LakehouseError) -> SQLiteStatement? {
    do throws(SQLiteError) { return try database.prepareNext(of: &script) } catch {
      throw LakehouseError(error)
    }
  }

  private func nextRow(
    of statement: borrowing SQLiteStatement
  ) throws(LakehouseError) -> [SQLValue]? {
    do throws(SQLiteError) {
      return try statement.step() ? statement.row.map(SQLValue.init) : nil
    } catch {
      throw LakehouseError(error)
    }
  }
}

extension SQLValue {
  /// A value of SQLite's; bytes become the text they spell.
  init(_ value: SQLiteValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(Int(number))
    case .real(let number): self = .real(number)
    case .text(let text): self = .text(text)
    case .blob(let bytes): self = .text(String(decoding: bytes, as: UTF8.self))
    }
  }
}

extension LakehouseError {
  /// A query that SQLite refused, named by its first line.
  init(_ error: SQLiteError) {
    let line = error.during.split(whereSeparator: \.isNewline).first ?? ""
    let subject = line.count > 80 ? "\(line.prefix(80))…" : String(line)
    self.init(.queryFailed, subject, detail: error.detail, underlying: error)
  }
}
