import Foundation
import TableFormats
import TestKit
import Testing

struct DeltaTableTests {
  @Test func `keeps rows over a reopening`() async throws {
    try await Numbers.withTable { table, folder in
      #expect(try await table.append(Numbers.batch(0..<3)).version == 1)
      #expect(try await table.append(Numbers.batch(3..<5)).rows == 2)
      let again = try await DeltaTable.open(LocalTableFolder(folder.path))
      #expect(again.version == 2)
      #expect(try await Numbers.stored(in: again) == [0, 1, 2, 3, 4])
      #expect(again.snapshot.rowCount == 5)
      #expect(again.snapshot.fileCount == 2)
    }
  }

  @Test func `makes a table once`() async throws {
    try await Numbers.withTable { table, folder in
      let storage = LocalTableFolder(folder.path)
      let definition = TableDefinition(Numbers.schema)
      let error = await #expect(throws: TableFormatError.self) {
        try await DeltaTable.create(storage, definition)
      }
      #expect(error?.code == .alreadyExists)
      let other = try await DeltaTable.openOrCreate(storage, definition)
      #expect(other.snapshot.tableID == table.snapshot.tableID)
    }
  }

  @Test func `says where there is no table`() async throws {
    try await withTemporaryDirectory { folder in
      let error = await #expect(throws: TableFormatError.self) {
        try await DeltaTable.open(LocalTableFolder(folder.path + "/none"))
      }
      #expect(error?.description == "\(folder.path)/none: not found (there is no Delta table)")
    }
  }

  @Test func `one of many makers makes the table, and all use it`() async throws {
    try await withTemporaryDirectory { folder in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<8 {
          group.addTask {
            let storage = LocalTableFolder(folder.path, isDurable: false)
            let definition = TableDefinition(Numbers.schema)
            let table = try await DeltaTable.openOrCreate(
              storage,
              definition,
              options: Numbers.options
            )
            try await table.append(Numbers.batch([writer]))
          }
        }
        try await group.waitForAll()
      }
      let table = try await DeltaTable.open(LocalTableFolder(folder.path))
      #expect(table.version == 8)
      #expect(try await Numbers.stored(in: table).sorted() == Array(0..<8))
    }
  }

  @Test func `reads some columns and some rows`() async throws {
    try await Numbers.withTable { table, _ in
      for start in [0, 10, 20] { try await table.append(Numbers.batch(start..<start + 10)) }
      let rows = try await table.read(ReadOptions(columns: ["text"], limit: 15)).collect()
      #expect(rows.schema.fields.map(\.name) == ["text"])
      #expect(rows.columns[0].values == (0..<15).map { .string("row \($0)") })
      #expect(try await table.read(ReadOptions(limit: 0)).collect().rowCount == 0)
      let error = #expect(throws: TableFormatError.self) {
        try table.read(ReadOptions(columns: ["nope"]))
      }
      #expect(error?.description == "column nope: not found (there are n, text)")
    }
  }

  @Test func `goes back to versions and moments`() async throws {
    try await Numbers.withTable { table, folder in
      for number in 0..<4 { try await table.append(Numbers.batch([number])) }
      for version in 0..<5 {
        let snapshot = try await table.snapshot(version: version)
        #expect(try await Numbers.stored(in: table, snapshot) == Array(0..<version))
        // A day apart, so that a moment tells one from the other.
        let path = String(format: "%@/_delta_log/%020d.json", folder.path, version)
        let date = Date(timeIntervalSince1970: Double(version) * 86_400)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
      }
      func version(atDay day: Double) async throws -> Int {
        try await table.snapshot(atMillisecond: Int(day * 86_400_000)).version
      }
      #expect(try await version(atDay: 0) == 0)
      #expect(try await version(atDay: 2.5) == 2)
      #expect(try await version(atDay: 3) == 3)
      #expect(try await version(atDay: 100) == 4)
      for wanted in [
        { try await table.snapshot(atMillisecond: -1) }, { try await table.snapshot(version: 9) },
      ] {
        let error = await #expect(throws: TableFormatError.self) { _ = try await wanted() }
        #expect(error?.code == .notFound)
      }
    }
  }

  @Test func `tells what every commit did, the newest first`() async throws {
    try await Numbers.withTable { table, _ in
      try await table.append(Numbers.batch([1]))
      var options = AppendOptions(transaction: .init(appID: "pins", version: 4))
      options.userMetadata = "offset 7"
      try await table.append(Numbers.batch([2, 3]), options)
      let history = try await table.history()
      #expect(history.map(\.version) == [2, 1, 0])
      #expect(history.map(\.operation) == ["STREAMING UPDATE", "WRITE", "CREATE TABLE"])
      #expect(history[0].parameters == ["outputMode": "Append", "queryId": "pins", "epochId": "4"])
      #expect(history[0].metrics["numOutputRows"] == "2")
      #expect(history[0].userMetadata == "offset 7")
      #expect(history[0].transactions == ["pins": 4])
      #expect(history[0].readVersion == 1)
      #expect(history[0].isBlindAppend == true)
      #expect(history[1].parameters == ["mode": "Append", "partitionBy": "[]"])
      #expect(history[2].engine == "pinterest-pipeline/0.1.0")
      #expect(try await table.history(limit: 1).map(\.version) == [2])
    }
  }

  @Test func `adds columns where that is asked for`() async throws {
    try await Numbers.withTable { table, _ in
      try await table.append(Numbers.batch([1]))
      let wider = TableSchema([Field("n", .long), Field("extra", .list(of: .double))])
      let batch = try ColumnBatch(wider, rows: [[2, [1.5]]])
      let error = await #expect(throws: TableFormatError.self) { try await table.append(batch) }
      #expect(error?.code == .schemaMismatch)
      try await table.append(batch, AppendOptions(mergesSchema: true))
      let rows = try await table.read().collect()
      #expect(rows.schema.fields.map(\.name) == ["n", "text", "extra"])
      #expect(rows.rows == [[1, "row 1", nil], [2, nil, [1.5]]])
      #expect(try await table.refresh().version == 2)
    }
  }

  @Test func `keeps partitions apart and puts their values back`() async throws {
    let schema = TableSchema([
      Field("country", .string), Field("n", .long), Field("day", .date),
      Field("tags", .list(of: .string)),
    ])
    let definition = TableDefinition(schema, partitionedBy: ["country", "day"])
    try await Numbers.withTable(definition) { table, _ in
      let rows: [[Value]] = [
        ["Costa Rica", 1, 18_502, ["a"]], ["a=b/c", 2, nil, []], [nil, 3, -1, nil],
        ["Costa Rica", 4, 18_502, nil], ["50% é", 5, 0, nil],
      ]
      let result = try await table.append(ColumnBatch(schema, rows: rows))
      #expect(result.files == 4)
      let read = try await table.read().collect()
      #expect(Set(read.rows) == Set(rows))
      #expect(
        table.snapshot.files.map { $0.path.split(separator: "/").dropLast().joined(separator: "/") }
          == [
            "country=Costa Rica/day=2020-08-28",
            "country=a%3Db%2Fc/day=__HIVE_DEFAULT_PARTITION__",
            "country=__HIVE_DEFAULT_PARTITION__/day=1969-12-31", "country=50%25 é/day=1970-01-01",
          ]
      )
      let countries = try await table.read(ReadOptions(columns: ["country"])).collect()
      #expect(countries.rowCount == 5)
    }
  }

  @Test func `sees what other handles have written`() async throws {
    try await Numbers.withTable { table, folder in
      let other = try await DeltaTable.open(LocalTableFolder(folder.path))
      try await other.append(Numbers.batch([1]))
      #expect(table.version == 0)
      #expect(try await table.refresh().version == 1)
      #expect(try await table.transactionVersion(of: "nobody") == nil)
    }
  }
}
