import AWSSigV4
import FoundationEssentials
import Lakehouse
import TableFormats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct AuthenticationTableTests {
  @Test(arguments: [false, true])
  func `keys come out of the course's Delta table`(mapped: Bool) async throws {
    try await withTemporaryDirectory { folder in
      let storage = LocalTableFolder(folder.path)
      try await Self.write(to: storage, mapped: mapped)
      let all = try await AuthenticationCredentials(DeltaTable.open(storage))
      #expect(try all.credentials().accessKeyID == "AKIA1")
      #expect(try all.credentials(of: "databricks-user").secretAccessKey == "secret+2")
    }
  }

  /// Names with spaces are none that we would write, so the table is made by hand: as others write
  /// it who do not mind, or as Databricks does, which gives the columns second names.
  private static func write(to storage: LocalTableFolder, mapped: Bool) async throws {
    let names = ["User name", "Access key ID", "Secret access key"]
    let stored = mapped ? names.indices.map { "col-\($0)" } : names
    let schema = TableSchema(stored.map { Field($0, .string) })
    let rows = try ColumnBatch(
      schema,
      rows: [
        [.string("somebody"), .string("AKIA1"), .string("secret/1")],
        [.string("databricks-user"), .string("AKIA2"), .string("secret+2")],
      ]
    )
    let file = try ParquetWriter.bytes(of: rows)
    try await storage.write(file, to: "part-0.parquet")
    let fields = zip(names, stored).map { name, stored in
      let note = mapped ? #"\"delta.columnMapping.physicalName\":\"\#(stored)\""# : ""
      return
        #"{\"name\":\"\#(name)\",\"type\":\"string\",\"nullable\":true,\"metadata\":{\#(note)}}"#
    }
    let log = """
      {"protocol":{"minReaderVersion":\(mapped ? 2 : 1),"minWriterVersion":\(mapped ? 5 : 2)}}
      {"metaData":{"id":"1","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\
      \\"struct\\",\\"fields\\":[\(fields.joined(separator: ","))]}","partitionColumns":[],\
      "configuration":{\(mapped ? #""delta.columnMapping.mode":"name""# : "")}}}
      {"add":{"path":"part-0.parquet","partitionValues":{},"size":\(file.count),"modificationTime":0,\
      "dataChange":true}}

      """
    try await storage.write(Array(log.utf8), to: "_delta_log/00000000000000000000.json")
  }
}
