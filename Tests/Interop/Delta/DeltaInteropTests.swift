import Foundation
import RandomTables
import TableFormats
import TableStorageConformance
import TestKit
import Testing

@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(5)))
struct DeltaInteropTests {
  static let numbers = TableSchema([Field("n", .long), Field("text", .string)])
  static let seed = 20_260_814

  static func batch(_ numbers: some Sequence<Int>) throws -> ColumnBatch {
    try ColumnBatch(
      Self.numbers,
      rows: numbers.map { [.integer(Int64($0)), .string("row \($0)")] }
    )
  }

  static func lines(_ numbers: some Sequence<Int>) throws -> [String] {
    RowText.lines(try batch(numbers)).sorted()
  }

  @Test func `a bucket does what every storage does`() async throws {
    try await TablePlace.bucket.with { site in
      #expect(await TableStorageConformance(site.storage).complaints() == [])
    }
  }

  @Test(arguments: TablePlace.allCases)
  func `writes and reads one table in turns`(place: TablePlace) async throws {
    try await place.with { site in
      let table = try await DeltaTable.create(site.storage, TableDefinition(Self.numbers))
      for number in 0..<3 {
        try await table.append(
          Self.batch([number]),
          AppendOptions(transaction: .init(appID: "app/é", version: number))
        )
      }
      var read = try await site.peer.read(site.address)
      #expect(read.version == 3)
      #expect(read.rows == (try Self.lines(0..<3)))
      #expect(read.queried == read.rows)
      #expect(read.transactions == ["app/é": 2])
      #expect(
        read.operations == [
          "STREAMING UPDATE", "STREAMING UPDATE", "STREAMING UPDATE", "CREATE TABLE",
        ]
      )

      try await site.peer.append(site.address, writer: 1, count: 2)
      try await site.peer.checkpoint(site.address)
      let opened = try await DeltaTable.open(site.storage)
      #expect(opened.version == 5)
      #expect(opened.snapshot.transactionVersion(of: "app/é") == 2)
      try await table.append(Self.batch([7]))
      #expect(try await table.optimize().filesRemoved == 6)
      #expect(try await table.checkpoint() == 7)
      read = try await site.peer.read(site.address)
      #expect(read.version == 7)
      #expect(read.rows == (try Self.lines([0, 1, 2, 7, 1000, 1001])))
      #expect(read.queried == read.rows)
      #expect(read.transactions == ["app/é": 2])
      #expect(read.operations.first == "OPTIMIZE")
      try await site.peer.append(site.address, writer: 2, count: 1)
      let rows = try await table.read(table.refresh()).collect()
      #expect(RowText.lines(rows).sorted() == (try Self.lines([0, 1, 2, 7, 1000, 1001, 2000])))
    }
  }

  @Test func `rows leave a table only where it allows that`() async throws {
    for isAppendOnly in [true, false] {
      try await TablePlace.folder.with { site in
        let setting = ["delta.appendOnly": "\(isAppendOnly)"]
        let definition = TableDefinition(Self.numbers, configuration: setting)
        let table = try await DeltaTable.create(site.storage, definition)
        for number in 0..<4 { try await table.append(Self.batch([number])) }
        try await table.optimize()
        let said = try await site.peer.delete(site.address, where: "n = 2")
        #expect(said == "deleted" || said.contains("append"), "\(said)")
        let rows = try await table.read(table.refresh()).collect()
        let left = isAppendOnly ? [0, 1, 2, 3] : [0, 1, 3]
        #expect(RowText.lines(rows).sorted() == (try Self.lines(left)))
        // Rows went although the file had more: one file left, and one came without them.
        #expect(table.snapshot.fileCount == 1)
      }
    }
  }

  @Test(arguments: TablePlace.allCases)
  func `four of ours and four of delta-rs lose nothing`(place: TablePlace) async throws {
    let count = Peers.wantsSlowProofs ? 50 : 8
    try await place.with { site in
      var options = DeltaTable.Options()
      options.maximumTries = 500
      let definition = TableDefinition(Self.numbers)
      let table = try await DeltaTable.create(site.storage, definition, options: options)
      try await withThrowingTaskGroup(of: Void.self) { [options] group in
        for writer in 0..<4 {
          group.addTask { try await site.peer.append(site.address, writer: writer, count: count) }
          group.addTask {
            let own = try await DeltaTable.open(site.storage, options: options)
            for number in 0..<count {
              try await own.append(Self.batch([(writer + 4) * 1000 + number]))
            }
          }
        }
        try await group.waitForAll()
      }
      let wanted = (0..<8).flatMap { writer in (0..<count).map { writer * 1000 + $0 } }
      #expect(try await table.refresh().version == wanted.count)
      #expect(RowText.lines(try await table.read().collect()).sorted() == (try Self.lines(wanted)))
      #expect(try await site.peer.read(site.address).rows == (try Self.lines(wanted)))
    }
  }

  @Test func `reads the tables of delta-rs, with all their past`() async throws {
    try await withTemporaryDirectory { folder in
      let seed = Self.seed + (Peers.wantsSlowProofs ? Int.random(in: 0..<1_000_000) : 0)
      var changed: [(folder: String, rows: [String])] = []
      for made in try await DeltaPeer().make(in: folder.path, seed: seed) {
        let table = try await DeltaTable.open(LocalTableFolder(made.folder))
        let text = try String(contentsOfFile: made.folder + ".txt", encoding: .utf8)
        let theirs = text.isEmpty ? [] : text.split(separator: "\n").map(String.init)
        #expect(table.version == made.version)
        expectSame(RowText.lines(try await table.read().collect()).sorted(), theirs, made.folder)
        for version in 0...made.version {
          let snapshot = try await table.snapshot(version: version)
          #expect(snapshot.version == version)
          #expect(try await table.read(snapshot).collect().rowCount == snapshot.rowCount)
        }
        // Times that have no zone are read but not written.
        if "\(table.snapshot.schema)".contains("timestamp_ntz") {
          await #expect(throws: TableFormatError.self) { try await table.optimize() }
          continue
        }
        try await table.optimize()
        try await table.checkpoint()
        changed.append((made.folder, theirs))
      }
      for (table, read) in zip(changed, try await DeltaPeer().read(changed.map(\.folder))) {
        expectSame(read.rows, table.rows, "\(table.folder), put together and checkpointed by us")
      }
    }
  }

  @Test(arguments: ["name", "id"])
  func `reads columns that files call otherwise as delta-rs does`(mode: String) async throws {
    try await withTemporaryDirectory { folder in
      let theirs = try await DeltaPeer().mapped(folder.path + "/t", mode: mode)
      let table = try await DeltaTable.open(LocalTableFolder(folder.path + "/t"))
      #expect(table.snapshot.schema.fields.first?.name == "User name")
      let rows = RowText.lines(try await table.read().collect()).sorted()
      #expect(rows.count == 2)
      expectSame(rows, theirs, "columns mapped by \(mode)")
    }
  }

  @Test func `random tables of ours are read by delta-rs and DuckDB`() async throws {
    try await withTemporaryDirectory { folder in
      var tables: [(folder: String, rows: [String])] = []
      var whole: [(files: [String], rows: [String])] = []
      for number in 0..<(Peers.wantsSlowProofs ? 200 : 20) {
        let path = "\(folder.path)/\(number)"
        let table = try await randomTable(number, at: path)
        let rows = RowText.lines(try await table.read().collect()).sorted()
        tables.append((path, rows))
        if table.snapshot.partitionColumns.isEmpty {
          whole.append((table.snapshot.files.map { "\(path)/\($0.path)" }, rows))
        }
      }
      for (table, read) in zip(tables, try await DeltaPeer().read(tables.map(\.folder))) {
        expectSame(read.rows, table.rows, "\(table.folder) through pyarrow")
        expectSame(read.queried, table.rows, "\(table.folder) through DataFusion")
      }
      for (table, rows) in zip(whole, try await DeltaPeer().duckdb(whole.map(\.files))) {
        expectSame(rows, table.rows, "\(table.files) through DuckDB")
      }
    }
  }

  /// A table of three commits, every other one with partitions.
  private func randomTable(_ number: Int, at path: String) async throws -> DeltaTable {
    var random = RandomTable(seed: UInt64(Self.seed + number))
    let batch = try writable(try random.batch(rows: 60))
    let partition = batch.schema.fields.first(where: isPartition).map { [$0.name] } ?? []
    let definition = TableDefinition(
      batch.schema,
      partitionedBy: number % 2 == 0 || batch.columns.count < 2 ? [] : partition
    )
    let table = try await DeltaTable.create(LocalTableFolder(path), definition)
    for start in [0, 20, 40] { try await table.append(batch.rows(start..<start + 20)) }
    return table
  }

  private func expectSame(_ found: [String], _ wanted: [String], _ comment: String) {
    #expect(found.count == wanted.count, "\(comment)")
    for (one, other) in zip(found, wanted) where one != other {
      Issue.record("\(comment):\n\(one)\n\(other)")
      return
    }
  }

  /// Columns Delta has types for that we write.
  private func writable(_ batch: ColumnBatch) throws -> ColumnBatch {
    let kept = batch.columns.filter { !"\($0.field.type)".contains("timestamp_ntz") }
    return kept.isEmpty
      ? try ColumnBatch(Self.numbers, rows: (0..<60).map { [.integer($0), nil] })
      : try ColumnBatch(columns: kept)
  }

  private func isPartition(_ field: Field) -> Bool {
    // An empty text is null to Delta.
    if field.type == .string { return field.isNullable }
    return [.byte, .short, .integer, .long, .boolean, .date, .timestamp].contains(field.type)
  }
}
