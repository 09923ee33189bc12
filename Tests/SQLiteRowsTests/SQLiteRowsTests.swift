import Foundation
import PinterestModels
import RowSourceConformance
import SQLite
import SQLiteRows
import SyntheticRows
import TestKit
import Testing

@Suite struct SQLiteRowsTests {
  @Test(.timeLimit(.minutes(1)))
  func `what was written is what is read, in the order it was written`() async throws {
    try await withTemporaryDirectory { folder in
      let source = SyntheticRows()
      let path = folder.appending(path: "rows.sqlite").path
      try await SQLiteRows.write(source, to: path)
      let rows = SQLiteRows(path: path)
      let complaints = await RowSourceConformance(rows, count: 11_154).complaints()
      #expect(complaints == [])
      for position in [0, 7_528, 11_153] {
        let post = try await rows.post(at: position)
        let expected = try await source.post(at: position)
        #expect(post == expected)
      }
    }
  }

  /// Rows were deleted, others came later and in no order: neither the index nor SQLite's own
  /// numbers say where a row stands.
  @Test(.timeLimit(.minutes(1)))
  func `numbers with gaps and without order do not matter`() async throws {
    try await withTemporaryDirectory { folder in
      var options = SyntheticRows.Options()
      options.count = 2_000
      let index: @Sendable (Int) -> Int = { $0 * 31 % 10_007 }
      let source = RenumberedRows(SyntheticRows(options), index: index)
      let path = folder.appending(path: "rows.sqlite").path
      try await SQLiteRows.write(source, to: path)
      let database = try SQLiteDatabase(path: path)
      for table in Table.allCases {
        try database.execute("DELETE FROM `\(table.databaseName)` WHERE rowid % 5 = 0")
      }
      let kept: @Sendable (Int) -> Int = { index($0 / 4 * 5 + $0 % 4) }
      let rows = RowSourceConformance(SQLiteRows(path: path), count: 1_600, index: kept)
      #expect(await rows.complaints() == [])
    }
  }

  @Test func `a file that is there already is not written over`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder.appending(path: "rows.sqlite").path
      let database = try SQLiteDatabase(path: path)
      try database.execute("CREATE TABLE pinterest_data (a)")
      let error = await #expect(throws: RowSourceError.self) {
        try await SQLiteRows.write(SyntheticRows(), to: path)
      }
      #expect(error?.detail.contains("already exists") == true)
    }
  }

  @Test func `a missing file, table and column are told apart`() async throws {
    try await withTemporaryDirectory { folder in
      let absent = SQLiteRows(path: folder.appending(path: "none.sqlite").path)
      let missing = await #expect(throws: RowSourceError.self) { try await absent.pin(at: 0) }
      #expect(missing?.code == .unreachable)

      let path = folder.appending(path: "rows.sqlite").path
      let database = try SQLiteDatabase(path: path)
      try database.execute("CREATE TABLE user_data (ind INTEGER, first_name TEXT)")
      let rows = SQLiteRows(path: path)
      let table = await #expect(throws: RowSourceError.self) { try await rows.pin(at: 0) }
      #expect(table?.code == .noSuchTable)
      let column = await #expect(throws: RowSourceError.self) { try await rows.user(at: 0) }
      #expect(column?.code == .noSuchColumn)
      #expect(column?.detail == "no such column: last_name")
    }
  }
}
