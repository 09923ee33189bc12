import SQLite
import Testing

@Suite struct SQLiteScriptTests {
  private static func statements(of text: String) throws -> [String] {
    let database = try SQLiteDatabase(path: ":memory:")
    var script = SQLiteScript(text)
    var found: [String] = []
    while let statement = try database.prepareNext(of: &script) {
      _ = try statement.step()
      found.append(statement.columnNames.joined(separator: ","))
    }
    return found
  }

  @Test(arguments: [
    ("SELECT 1 AS a", ["a"]), ("SELECT 1 AS a;", ["a"]),
    (" ; SELECT 1 AS a;; SELECT 2 AS b -- end\n;", ["a", "b"]),
    ("CREATE TABLE t (x); SELECT x FROM t", ["", "x"]), ("", []), ("-- nothing", []),
    ("/* open", []), ("SELECT ';' AS a; SELECT 'é' AS b", ["a", "b"]),
  ])
  func `statements are taken one after another`(text: String, columns: [String]) throws {
    #expect(try Self.statements(of: text) == columns)
  }

  @Test func `an error names what is left of the script`() throws {
    let error = #expect(throws: SQLiteError.self) { try Self.statements(of: "SELECT 1; SELEC 2") }
    #expect(error?.detail == "near \"SELEC\": syntax error")
    #expect(error?.during == " SELEC 2")
  }

  @Test(.timeLimit(.minutes(1))) func `a pulled brake ends a statement that would go on`() throws {
    let brake = SQLiteBrake()
    let database = try SQLiteDatabase(path: ":memory:", brake: brake)
    let endless =
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n"
    brake.pull()
    let error = #expect(throws: SQLiteError.self) { try database.rows(endless) }
    #expect(error?.detail == "interrupted")
    brake.release()
    #expect(try database.rows("SELECT 1") == [[1]])
  }
}
