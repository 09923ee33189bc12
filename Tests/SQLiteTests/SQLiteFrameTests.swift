import SQLite
import Testing

@Suite struct SQLiteFrameTests {
  static func frame(_ rows: [(key: Int?, name: String?)]) -> SQLiteFrame {
    var builder = SQLiteFrame.Builder(
      columns: [SQLiteFrame.Column("ind", .integer), SQLiteFrame.Column("name", .text)],
      expectedRows: rows.count
    )
    for row in rows {
      builder.append(row.key)
      builder.append(row.name)
    }
    return builder.finish()
  }

  static func database(_ rows: [(key: Int?, name: String?)]) throws -> SQLiteDatabase {
    let database = try SQLiteDatabase(path: ":memory:")
    try database.attach(frame(rows), as: "t")
    return database
  }

  @Test func `cells come out of SQL as they went in`() throws {
    let names: [String?] = [
      "a", "", nil, "naïve 😀", "nul\u{0}inside", String(repeating: "x", count: 9_999),
    ]
    let keys: [Int?] = [0, -1, .max, .min, nil, 42]
    let database = try Self.database(zip(keys, names).map { (key: $0, name: $1) })
    let rows = try database.rows("SELECT ind, name FROM t")
    #expect(rows.map { $0[0].integer } == keys.map { $0.map(Int64.init) })
    #expect(rows.map { $0[1].text } == names)
  }

  @Test func `a row is found by its key, whatever type the key comes as`() throws {
    let database = try Self.database((0..<1_000).map { (key: $0 * 7, name: "\($0)") })
    #expect(try database.rows("SELECT name FROM t WHERE ind = 700") == [["100"]])
    #expect(try database.rows("SELECT name FROM t WHERE ind = '700'") == [["100"]])
    #expect(try database.rows("SELECT name FROM t WHERE ind = 700.0") == [["100"]])
    for nothing in ["701", "700.5", "'x'", "NULL", "x'00'", "9e99"] {
      #expect(try database.rows("SELECT name FROM t WHERE ind = \(nothing)").isEmpty)
    }
    let plan = try database.rows("EXPLAIN QUERY PLAN SELECT name FROM t WHERE ind = 700")
    #expect(plan.first?.last?.text == "SCAN t VIRTUAL TABLE INDEX 1:")
  }

  @Test func `rows with the same key are all found, in their order`() throws {
    let rows = (0..<3_000).map { (key: Int?($0 % 1_000), name: String?("\($0)")) }
    let database = try Self.database(rows + [(key: nil, name: "none")])
    let found = try database.rows("SELECT name FROM t WHERE ind = 7")
    #expect(found == [["7"], ["1007"], ["2007"]])
    let pairs = try database.rows("SELECT COUNT(*) FROM t AS a INNER JOIN t AS b ON a.ind = b.ind")
    #expect(pairs == [[9_000]])
  }

  @Test func `SQL agrees with a table of the same rows`() throws {
    let rows = (0..<500).map { number in
      (key: number % 3 == 0 ? nil : number % 50, name: number % 7 == 0 ? nil : "n\(number % 11)")
    }
    let database = try Self.database(rows)
    try database.execute("CREATE TABLE copy AS SELECT * FROM t")
    for query in [
      "SELECT COUNT(*), COUNT(ind), COUNT(name), SUM(ind) FROM t",
      "SELECT name, COUNT(*) FROM t GROUP BY name ORDER BY name",
      "SELECT a.name, b.name FROM t a INNER JOIN t b ON b.ind = a.ind ORDER BY 1, 2",
      "SELECT * FROM t WHERE ind BETWEEN 5 AND 9 OR name IS NULL ORDER BY ind, name",
      "SELECT * FROM t WHERE ind IN (1, 2, 3) ORDER BY ind, name",
    ] {
      let frame = try database.rows(query)
      #expect(frame == (try database.rows(query.replacing(" t", with: " copy"))), "\(query)")
    }
  }

  @Test func `it cannot be written, and outlives whoever made it`() throws {
    let database = try Self.database([(key: 1, name: "a")])
    #expect(throws: SQLiteError.self) { try database.execute("INSERT INTO t VALUES (2, 'b')") }
    #expect(throws: SQLiteError.self) { try database.execute("DELETE FROM t") }
    #expect(try database.rows("SELECT name FROM t") == [["a"]])
    try database.execute("DROP TABLE t")
  }

  @Test func `no rows are a table too`() throws {
    let database = try Self.database([])
    #expect(try database.rows("SELECT COUNT(*) FROM t WHERE ind = 1") == [[0]])
  }
}
