import Foundation
import TableFormats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MaintenanceTests {
  private static func files(_ folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".parquet") && !$0.hasPrefix("_delta_log") }
  }

  @Test func `puts small files together without changing a row`() async throws {
    try await Numbers.withTable { table, folder in
      for number in 0..<5 { try await table.append(Numbers.batch([number])) }
      let result = try await table.optimize()
      #expect(result.version == 6)
      #expect(result.filesRemoved == 5)
      #expect(result.filesAdded == 1)
      #expect(try await Numbers.stored(in: table) == [0, 1, 2, 3, 4])
      #expect(table.snapshot.fileCount == 1)
      #expect(table.snapshot.rowCount == 5)
      let entry = try #require(try await table.history(limit: 1).first)
      #expect(entry.operation == "OPTIMIZE")
      #expect(entry.metrics["numRemovedFiles"] == "5")
      let log = try await table.storage.read("_delta_log/00000000000000000006.json")
      #expect(!String(decoding: log, as: UTF8.self).contains(#""dataChange":true"#))
      // Nothing is left to do, older versions can still be read, and the files are there.
      #expect(try await table.optimize().version == nil)
      let before = try await table.snapshot(version: 5)
      #expect(try await Numbers.stored(in: table, before) == [0, 1, 2, 3, 4])
      #expect(try Self.files(folder).count == 6)
    }
  }

  @Test func `optimizes every partition by itself`() async throws {
    let schema = TableSchema([Field("p", .string), Field("n", .long)])
    try await Numbers.withTable(TableDefinition(schema, partitionedBy: ["p"])) { table, _ in
      for number in 0..<6 {
        let part: Value = number % 2 == 0 ? "even" : nil
        try await table.append(ColumnBatch(schema, rows: [[part, .integer(Int64(number))]]))
      }
      var options = OptimizeOptions()
      options.isDryRun = true
      #expect(try await table.optimize(options).filesAdded == 2)
      #expect(table.version == 6)
      #expect(try await table.optimize().filesAdded == 2)
      let rows = try await table.read().collect().rows
      #expect(rows == [["even", 0], ["even", 2], ["even", 4], [nil, 1], [nil, 3], [nil, 5]])
      options.isDryRun = false
      options.targetSize = 10
      #expect(try await table.optimize(options).version == nil)
    }
  }

  @Test func `two that optimize at once do not double the rows`() async throws {
    try await Numbers.withTable { table, folder in
      for number in 0..<8 { try await table.append(Numbers.batch([number])) }
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<3 {
          group.addTask {
            do {
              let storage = LocalTableFolder(folder.path, isDurable: false)
              _ = try await DeltaTable.open(storage).optimize()
              return true
            } catch {
              #expect((error as? TableFormatError)?.code == .conflict, "\(error)")
              return false
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.contains(true))
      let snapshot = try await table.refresh()
      #expect(try await Numbers.stored(in: table, snapshot).sorted() == Array(0..<8))
      #expect(snapshot.fileCount == 1)
      // What the losers wrote is gone.
      #expect(try Self.files(folder).count == 9)
    }
  }

  @Test func `appends go on while files are put together`() async throws {
    try await Numbers.withTable { table, folder in
      for number in 0..<4 { try await table.append(Numbers.batch([number])) }
      let storage = RivalStorage(LocalTableFolder(folder.path, isDurable: false)) {
        if table.version == 4 { _ = try? await table.append(Numbers.batch([4])) }
      }
      let other = try await DeltaTable.open(storage, options: Numbers.options)
      #expect(try await other.optimize().version == 6)
      #expect(try await Numbers.stored(in: other).sorted() == [0, 1, 2, 3, 4])
    }
  }

  @Test func `deletes what left the table long ago, and only that`() async throws {
    let clock = TestClock()
    try await Numbers.withTable(options: clock.options) { table, folder in
      for number in 0..<3 { try await table.append(Numbers.batch([number])) }
      try await table.optimize()
      let orphan = "part-00000-orphan.parquet"
      for path in [orphan, "_delta_log/_dead.tmp", "_hidden/x.parquet", ".hidden"] {
        try await table.storage.write([1], to: path)
      }
      // A week has not gone by.
      #expect(try await table.vacuum().files.isEmpty)
      clock.advance(hours: 169)
      let told = try await table.vacuum(VacuumOptions(isDryRun: true))
      #expect(told.isDryRun)
      #expect(told.files.count == 5)
      #expect(try Self.files(folder).count == 6)
      let done = try await table.vacuum()
      #expect(done.files == told.files)
      #expect(done.files.map(\.path).contains(orphan))
      #expect(done.files.map(\.path).contains("_delta_log/_dead.tmp"))
      #expect(try Self.files(folder).count == 2)
      #expect(try await Numbers.stored(in: table) == [0, 1, 2])
      #expect(try await table.vacuum().files.isEmpty)
    }
  }

  @Test func `guards a week unless it is forced`() async throws {
    try await Numbers.withTable { table, folder in
      for number in 0..<3 { try await table.append(Numbers.batch([number])) }
      try await table.optimize()
      let error = await #expect(throws: TableFormatError.self) {
        try await table.vacuum(VacuumOptions(retention: .seconds(3_600)))
      }
      #expect(error?.detail.contains("168 hours") == true)
      #expect(try Self.files(folder).count == 4)
      try await Task.sleep(for: .milliseconds(5))
      let result = try await table.vacuum(VacuumOptions(retention: .zero, isForced: true))
      #expect(result.files.count == 3)
      #expect(try await Numbers.stored(in: table) == [0, 1, 2])
    }
  }

  @Test func `the table may ask for longer, and for less only by force`() async throws {
    let clock = TestClock()
    let setting = ["delta.deletedFileRetentionDuration": "interval 30 days"]
    let definition = TableDefinition(Numbers.schema, configuration: setting)
    try await Numbers.withTable(options: clock.options, definition) { table, _ in
      for number in 0..<2 { try await table.append(Numbers.batch([number])) }
      try await table.optimize()
      clock.advance(hours: 29 * 24)
      #expect(try await table.vacuum().files.isEmpty)
      clock.advance(hours: 25)
      #expect(try await table.vacuum().files.count == 2)
    }
    let short = ["delta.deletedFileRetentionDuration": "interval 1 hour"]
    try await Numbers.withTable(TableDefinition(Numbers.schema, configuration: short)) { table, _ in
      _ = await #expect(throws: TableFormatError.self) { try await table.vacuum() }
    }
  }
}
