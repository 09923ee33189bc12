import Foundation
import SQLite
import TestKit
import Testing

@Suite struct SQLiteDatabaseTests {
  @Test func `every kind of value comes back as it went in`() throws {
    let database = try SQLiteDatabase(path: ":memory:")
    let values: [SQLiteValue] = [
      .null, .integer(.min), .integer(.max), .real(0.1), .text(""), .text("naïve 😀\u{0}x"),
      .blob([]), .blob([0, 255, 10]),
    ]
    for value in values {
      #expect(try database.rows("SELECT ?", value) == [[value]])
    }
  }

  @Test func `a statement runs again with other values`() throws {
    let database = try SQLiteDatabase(path: ":memory:")
    try database.execute("CREATE TABLE t (a INTEGER, b TEXT)")
    let insert = try database.prepare("INSERT INTO t VALUES (?, ?)")
    for number in 1...3 { try insert.run([.integer(Int64(number)), .text("n\(number)")]) }
    let select = try database.prepare("SELECT a, b FROM t WHERE a > ? ORDER BY a")
    #expect(select.columnNames == ["a", "b"])
    try select.bind([1])
    #expect(try select.step())
    #expect(select.row == [2, "n2"])
    try select.bind([2])
    #expect(try select.step())
    #expect(select[1].text == "n3")
    #expect(try !select.step())
  }

  @Test func `a transaction that throws leaves nothing behind`() throws {
    struct Stop: Error {}
    let database = try SQLiteDatabase(path: ":memory:")
    try database.execute("CREATE TABLE t (a)")
    #expect(throws: Stop.self) {
      try database.transaction {
        try database.execute("INSERT INTO t VALUES (1)")
        throw Stop()
      }
    }
    #expect(try database.rows("SELECT count(*) FROM t") == [[0]])
  }

  @Test func `errors name the statement and what is wrong with it`() throws {
    let database = try SQLiteDatabase(path: ":memory:")
    let missing = #expect(throws: SQLiteError.self) { try database.rows("SELECT * FROM nope") }
    #expect(missing?.description == "sqlite: no such table: nope (1) in: SELECT * FROM nope")
    #expect(throws: SQLiteError.self) { _ = try database.prepare("") }
    #expect(throws: SQLiteError.self) { try database.rows("SELECT 1", 1, 2) }
  }

  @Test func `a file that is missing or no database is refused by name`() async throws {
    try await withTemporaryDirectory { folder in
      let missing = folder.appending(path: "none.db").path
      let absent = #expect(throws: SQLiteError.self) {
        _ = try SQLiteDatabase(path: missing, mode: .readOnly)
      }
      #expect(absent?.during == missing)
      let garbage = folder.appending(path: "garbage.db")
      try Data("this is no database, though it is long enough to be one".utf8).write(to: garbage)
      #expect(throws: SQLiteError.self) {
        try SQLiteDatabase(path: garbage.path, mode: .readOnly).rows("SELECT 1 FROM sqlite_master")
      }
    }
  }
}
