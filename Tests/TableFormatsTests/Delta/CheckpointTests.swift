import Foundation
import TestKit
import Testing

@testable import TableFormats

@Suite(.timeLimit(.minutes(1)))
struct CheckpointTests {
  private static func log(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/_delta_log").sorted()
  }

  private static func same(_ one: DeltaSnapshot, _ other: DeltaSnapshot) -> Bool {
    one.version == other.version && one.metadata == other.metadata
      && one.tableProtocol == other.tableProtocol && one.transactions == other.transactions
      && one.files.map(\.path) == other.files.map(\.path)
      && one.files.map(\.stats) == other.files.map(\.stats)
      && one.files.map(\.partitionValues) == other.files.map(\.partitionValues)
      && one.tombstones.keys == other.tombstones.keys
  }

  @Test func `comes by itself after so many commits, and the commits stay`() async throws {
    var options = Numbers.options
    options.checkpointInterval = 4
    try await Numbers.withTable(options: options) { table, folder in
      for number in 0..<9 {
        let transaction = WriterTransaction(appID: "app \(number % 2)", version: number)
        let result = try await table.append(
          Numbers.batch([number]),
          AppendOptions(transaction: transaction)
        )
        #expect(result.checkpointError == nil)
      }
      let names = try Self.log(folder)
      #expect(names.count { $0.hasSuffix(".json") } == 10)
      #expect(
        names.filter { $0.hasSuffix(".parquet") }.map { $0.prefix(20).suffix(2) } == ["04", "08"]
      )
      let hint = try await table.storage.read("_delta_log/_last_checkpoint")
      let size = try await table.storage.file("_delta_log/00000000000000000008.checkpoint.parquet")
      #expect(
        String(decoding: hint, as: UTF8.self)
          == #"{"version":8,"size":12,"sizeInBytes":\#(size?.size ?? 0),"numOfAddFiles":8}"#
      )
      let opened = try await DeltaTable.open(table.storage)
      #expect(Self.same(opened.snapshot, table.snapshot))
      #expect(opened.snapshot.transactionVersions == ["app 0": 8, "app 1": 7])
      #expect(try await Numbers.stored(in: opened) == Array(0..<9))
    }
  }

  @Test func `carries a whole log when that is gone`() async throws {
    let schema = TableSchema([
      Field("p", .string), Field("n", .long), Field("é", .map(from: .string, to: .long)),
    ])
    var definition = TableDefinition(schema, partitionedBy: ["p"], name: "numbers")
    definition.description = "a \"quoted\" table"
    definition.configuration = ["delta.appendOnly": "true", "x": "y"]
    try await Numbers.withTable(definition) { table, folder in
      for number in 0..<6 {
        let part: Value = number == 0 ? nil : .string("a/b \(number % 3)%")
        try await table.append(
          ColumnBatch(schema, rows: [[part, .integer(Int64(number)), .map([.init("k", nil)])]]),
          AppendOptions(transaction: .init(appID: "é", version: number))
        )
      }
      try await table.optimize()
      #expect(try await table.checkpoint() == 7)
      for version in 0..<7 {
        try FileManager.default.removeItem(
          atPath: folder.path + "/" + LogFile.commit(version: version).path
        )
      }
      let opened = try await DeltaTable.open(table.storage)
      #expect(Self.same(opened.snapshot, table.snapshot))
      #expect(opened.snapshot.tombstones.count == 4)
      #expect(opened.snapshot.name == "numbers")
      #expect(try await opened.read().collect().rowCount == 6)
      // The hint is a hint: with none, and with a wrong one, the table is the same.
      for hint in [nil, "{\"version\":3}", "nonsense", "{\"version\":99}"] {
        if let hint {
          try await table.storage.write(Array(hint.utf8), to: LogFile.lastCheckpoint)
        } else {
          try await table.storage.delete(LogFile.lastCheckpoint)
        }
        #expect(Self.same(try await DeltaTable.open(table.storage).snapshot, table.snapshot))
      }
      let error = await #expect(throws: TableFormatError.self) {
        try await opened.snapshot(version: 3)
      }
      #expect(error?.code == .notFound)
    }
  }

  @Test func `forgets removals that are older than files are kept`() async throws {
    let clock = TestClock()
    try await Numbers.withTable(options: clock.options) { table, _ in
      for number in 0..<3 { try await table.append(Numbers.batch([number])) }
      try await table.optimize()
      #expect(table.snapshot.tombstones.count == 3)
      clock.advance(hours: 167)
      try await table.checkpoint()
      #expect(try await DeltaTable.open(table.storage).snapshot.tombstones.count == 3)
      clock.advance(hours: 2)
      try await table.checkpoint()
      #expect(try await DeltaTable.open(table.storage).snapshot.tombstones.isEmpty)
    }
  }

  @Test func `a stale writer goes on where a cleaned log has come to`() async throws {
    let clock = TestClock()
    try await Numbers.withTable(options: clock.options) { table, folder in
      let stale = try await DeltaTable.open(table.storage, options: clock.options)
      for number in 0..<6 { try await table.append(Numbers.batch([number])) }
      try await table.checkpoint()
      for version in 0..<6 {
        try await table.storage.delete(LogFile.commit(version: version).path)
      }
      clock.advance(hours: 24)
      #expect(try await stale.append(Numbers.batch([6])).version == 7)
      #expect(try await Numbers.stored(in: stale) == Array(0..<7))
    }
  }

  @Test func `refuses a checkpoint whose files are listed elsewhere`() throws {
    let sidecar = Field("sidecar", .structure([Field("path", .string)]))
    let schema = TableSchema([CheckpointColumns.tableProtocol, sidecar])
    let batch = try ColumnBatch(schema, rows: [[nil, .structure(["x"])]])
    let error = #expect(throws: TableFormatError.self) {
      try CheckpointActions(batch, name: "c").actions()
    }
    #expect(error?.description == "c: unsupported (v2Checkpoint (sidecar files))")
  }

  @Test func `refuses rows that are no actions`() throws {
    let schema = TableSchema([Field("add", .structure([Field("path", .long)]))])
    let batch = try ColumnBatch(schema, rows: [[.structure([1])]])
    #expect(throws: TableFormatError.self) { try CheckpointActions(batch, name: "c").actions() }
    let nameless = TableSchema([Field("add", .structure([Field("size", .long)]))])
    let rows = try ColumnBatch(nameless, rows: [[.structure([1])]])
    let error = #expect(throws: TableFormatError.self) {
      try CheckpointActions(rows, name: "c").actions()
    }
    #expect(error?.detail == "row 0: add without path")
  }
}
