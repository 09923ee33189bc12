import AWSSigV4
import FoundationEssentials
import Lakehouse
import TableFormats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct AuthenticationTableTests {
  @Test func `keys come out of the course's Delta table`() async throws {
    try await withTemporaryDirectory { folder in
      let storage = LocalTableFolder(folder.path)
      try await Self.write(to: storage)
      let all = try await AuthenticationCredentials(DeltaTable.open(storage))
      #expect(try all.credentials().accessKeyID == "AKIA1")
      #expect(try all.credentials(of: "databricks-user").secretAccessKey == "secret+2")
    }
  }

  /// Names with spaces are none that we would write, so the table is made by hand.
  private static func write(to storage: LocalTableFolder) async throws {
    let names = ["User name", "Access key ID", "Secret access key"]
    let schema = TableSchema(names.map { Field($0, .string) })
    let rows = try ColumnBatch(
      schema,
      rows: [
        [.string("somebody"), .string("AKIA1"), .string("secret/1")],
        [.string("databricks-user"), .string("AKIA2"), .string("secret+2")],
      ]
    )
    let file = try ParquetWriter.bytes(of: rows)
    try await storage.write(file, to: "part-0.parquet")
    let fields = names.map {
      #"{\"name\":\"\#($0)\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}"#
    }
    let log = """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      {"metaData":{"id":"1","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\
      \\"struct\\",\\"fields\\":[\(fields.joined(separator: ","))]}","partitionColumns":[],\
      "configuration":{}}}
      {"add":{"path":"part-0.parquet","partitionValues":{},"size":\(file.count),"modificationTime":0,\
      "dataChange":true}}

      """
    try await storage.write(Array(log.utf8), to: "_delta_log/00000000000000000000.json")
  }
}
