import Foundation
import Lakehouse
import LocalCloud
import PinterestModels
import TableFormats
import TestKit
import Testing

/// `pinterest insights` and `sql` over Delta tables instead of objects.
@Suite(.timeLimit(.minutes(2))) struct LakeTablesTests {
  private static let program = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "pinterest").path
  private static let sql = """
    SELECT ind, country, user_name FROM pin JOIN geo USING (ind) JOIN user USING (ind)
    """
  private static let answer = "ind,country,user_name\n1,Peru,Ann Lee\n"

  private static func write(to folder: String, of user: String = "0af8d0adfd13") async throws {
    try await write([CleanPin(index: 1)], "\(folder)/\(user)_pin_table")
    try await write([CleanGeolocation(index: 1, country: "Peru")], "\(folder)/\(user)_geo_table")
    try await write([CleanUser(index: 1, userName: "Ann Lee")], "\(folder)/\(user)_user_table")
  }

  private static func write<Row: CleanRow>(_ rows: [Row], _ path: String) async throws {
    let table = try await DeltaTable.openOrCreate(
      LocalTableFolder(path),
      TableDefinition(Row.schema)
    )
    try await table.append(ColumnBatch(rows))
  }

  @Test func `a folder of tables is found by its names`() async throws {
    try await withTemporaryDirectory { folder in
      try await Self.write(to: folder.path)
      for user in [[], ["--user-id", "0af8d0adfd13"]] {
        let output = try await Peer.output(
          of: Self.program,
          ["sql", Self.sql, "--from", folder.path, "--format", "csv"] + user
        )
        #expect(output == Self.answer)
      }
    }
  }

  @Test func `tables of two users are told apart by --user-id`() async throws {
    try await withTemporaryDirectory { folder in
      try await Self.write(to: folder.path)
      try await Self.write(to: folder.path, of: "0ab336d6fcf7")
      let error = await #expect(throws: PeerError.self) {
        try await Peer.output(of: Self.program, ["sql", Self.sql, "--from", folder.path])
      }
      #expect(error?.description.contains("tables of several users") == true)
    }
  }

  @Test func `a column that a table lacks is told of`() async throws {
    try await withTemporaryDirectory { folder in
      let path = "\(folder.path)/0af8d0adfd13_user_table"
      let schema = TableSchema([Field("ind", .long), Field("age", .string)])
      let table = try await DeltaTable.openOrCreate(LocalTableFolder(path), TableDefinition(schema))
      try await table.append(ColumnBatch(schema, rows: [[.integer(7), .string("20")]]))
      let script = "'\(Self.program)' sql 'SELECT ind, age FROM user' --from . --json 2>&1"
      let output = try await Peer.output(of: "/bin/sh", ["-c", "cd '\(folder.path)' && \(script)"])
      #expect(output.contains("0af8d0adfd13_user_table has no date_joined"))
      #expect(output.contains(#"{"ind":7,"age":20}"#))
    }
  }

  @Test func `tables in S3 are reached with the keys of a CSV`() async throws {
    try await withTemporaryDirectory { folder in
      try await Self.write(to: "\(folder.path)/tables")
      let keys = "\u{feff}User name,Access key ID,Secret access key\ndatabricks-user,test,test\n"
      try Data(keys.utf8).write(to: folder.appending(path: "keys.csv"))
      try await LocalCloud.run { cloud in
        let files = try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/tables")
        for file in files {
          guard let data = FileManager.default.contents(atPath: "\(folder.path)/tables/\(file)")
          else { continue }
          try await cloud.put([UInt8](data), as: "lake/\(file)", in: "user-test-bucket")
        }
        for place in ["s3://user-test-bucket/lake", "s3a://user-test-bucket/lake/"] {
          let output = try await Peer.output(
            of: Self.program,
            ["sql", Self.sql, "--from", place, "--format", "csv"]
              + ["--keys", "\(folder.path)/keys.csv"],
            environment: [
              "AWS_ENDPOINT_URL": cloud.endpoints.aws, "AWS_REGION": "us-east-1",
              "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "wrong",
            ]
          )
          #expect(output == Self.answer)
        }
      }
    }
  }
}
