import AWSSigV4
import CurlTransport
import Foundation
import HTTPWire
import Lakehouse
import LocalCloud
import S3Client
import TableFormats
import TestKit
import Testing

/// `pinterest delta` as a person types it.
@Suite(.timeLimit(.minutes(1))) struct DeltaCommandTests {
  private static let program = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "pinterest").path
  private static let schema = TableSchema([
    Field("ind", .long), Field("country", .string), Field("coordinates", .list(of: .double)),
    Field("timestamp", .timestamp),
  ])
  private static let rows: [[Value]] = [
    [1, "Costa Rica", [9.5, -84.0], 1_598_586_767_000_000], [2, nil, nil, nil],
    [3, "a,\"b\"", [], 1_598_586_767_123_456],
  ]

  private func pinterest(
    _ words: String...,
    environment: [String: String] = [:]
  ) async throws -> String {
    try await Peer.output(of: Self.program, ["delta"] + words, environment: environment)
  }

  /// A table of three commits of a row each.
  private func makeTable(_ storage: any TableStorage) async throws -> DeltaTable {
    let definition = TableDefinition(Self.schema, name: "geo")
    let table = try await DeltaTable.create(storage, definition)
    for (number, row) in Self.rows.enumerated() {
      try await table.append(
        ColumnBatch(Self.schema, rows: [row]),
        AppendOptions(transaction: .init(appID: "geo", version: number))
      )
    }
    return table
  }

  private func withTable(_ body: (String) async throws -> Void) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder.appending(path: "table").path
      _ = try await makeTable(LocalTableFolder(path))
      try await body(path)
    }
  }

  @Test func `prints rows in three forms`() async throws {
    try await withTable { path in
      let lines = """
        {"ind":1,"country":"Costa Rica","coordinates":[9.5,-84.0],"timestamp":"2020-08-28T03:52:47Z"}
        {"ind":2,"country":null,"coordinates":null,"timestamp":null}
        {"ind":3,"country":"a,\\"b\\"","coordinates":[],"timestamp":"2020-08-28T03:52:47.123456Z"}

        """
      #expect(try await pinterest("read", path) == lines)
      let csv = "ind,country\n1,Costa Rica\n2,\n3,\"a,\"\"b\"\"\"\n"
      #expect(
        try await pinterest("read", path, "--columns", "ind,country", "--format", "csv") == csv
      )
      let table = try await pinterest("read", path, "--limit", "1", "--format", "table")
      #expect(
        table.split(separator: "\n").map { $0.split(separator: " ") }
          == [
            ["ind", "country", "coordinates", "timestamp"],
            ["1", "Costa", "Rica", "[9.5,-84.0]", "2020-08-28T03:52:47Z"],
          ]
      )
    }
  }

  @Test func `goes back to versions and moments`() async throws {
    try await withTable { path in
      let first = try await pinterest("read", path, "--version", "1", "--columns", "ind")
      #expect(first == "{\"ind\":1}\n")
      #expect(try await pinterest("read", path, "--version", "0") == "")
      // Written without a fraction, so a moment ago might lie before the table.
      let now = Date().addingTimeInterval(1).formatted(.iso8601)
      let late = try await pinterest(
        "read",
        path,
        "--timestamp",
        now.replacing("T", with: " "),
        "--columns",
        "ind"
      )
      #expect(late.split(separator: "\n").count <= 3)
      for words in [["--version", "9"], ["--timestamp", "1999-01-01"], ["--timestamp", "soon"]] {
        let error = await #expect(throws: PeerError.self) {
          try await Peer.output(of: Self.program, ["delta", "read", path] + words)
        }
        #expect(error?.description.contains("ended with 1") == true)
      }
      let both = await #expect(throws: PeerError.self) {
        try await pinterest("read", path, "--version", "1", "--timestamp", now)
      }
      #expect(both?.description.contains("ended with 64") == true)
    }
  }

  @Test func `describes a table and its history`() async throws {
    try await withTable { path in
      let facts = try await pinterest("describe", path)
      #expect(facts.contains("\nname: geo\nversion: 3\n"))
      #expect(facts.contains("\nrows: 3\nfiles: 3\n"))
      #expect(facts.contains("\nwriter geo: batch 2\n"))
      #expect(facts.contains("coordinates  array<double>  yes"))
      struct Description: Decodable {
        var version: Int
        var rows: Int
        var transactions: [String: Int]
      }
      let json = try await pinterest("describe", "--json", path)
      let described = try JSONDecoder().decode(Description.self, from: Data(json.utf8))
      #expect(described.version == 3 && described.rows == 3)
      #expect(described.transactions == ["geo": 2])
      let history = try await pinterest("history", path).split(separator: "\n")
      #expect(history.count == 5)
      #expect(history[1].contains("STREAMING UPDATE"))
      #expect(history[1].contains("geo 2"))
      let newest = try await pinterest("history", "--json", "--limit", "1", path)
      #expect(newest.hasPrefix(#"{"version":3,"timestamp":"#))
      #expect(newest.contains(#""operationParameters":{"epochId":"2","outputMode":"Append","#))
    }
  }

  @Test func `optimizes and vacuums, and guards a week`() async throws {
    try await withTable { path in
      let planned = try await pinterest("optimize", "--dry-run", "--json", path)
      #expect(planned.hasPrefix(#"{"version":null,"filesRemoved":3,"filesAdded":1,"#))
      let done = try await pinterest("optimize", "--json", path)
      #expect(done.hasPrefix(#"{"version":4,"filesRemoved":3,"filesAdded":1,"#))
      #expect(try await pinterest("vacuum", path) == "")
      let error = await #expect(throws: PeerError.self) {
        try await pinterest("vacuum", "--retention", "0", path)
      }
      #expect(error?.description.contains("ended with 64") == true)
      #expect(error?.description.contains("--force") == true)
      let told = try await pinterest("vacuum", "--dry-run", "--retention", "0", "--force", path)
      #expect(told.split(separator: "\n").count == 3)
      #expect(try await pinterest("vacuum", "--retention", "0", "--force", path) == told)
      #expect(try await pinterest("read", path).split(separator: "\n").count == 3)
    }
  }

  @Test func `reads tables in buckets`() async throws {
    try await LocalCloud.run { cloud in
      let credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")
      let client = S3Client(
        transport: CurlTransport(),
        credentials: StaticCredentials(credentials),
        region: "us-east-1",
        endpoint: try HTTPEndpoint(cloud.endpoints.aws)
      )
      try await client.bucket("tables").create()
      _ = try await makeTable(S3TableStorage(client.bucket("tables"), prefix: "geo table"))
      let environment = [
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_ENDPOINT_URL": cloud.endpoints.aws, "AWS_REGION": "us-east-1",
      ]
      let rows = try await pinterest(
        "read",
        "--columns",
        "ind",
        "s3://tables/geo table/",
        environment: environment
      )
      #expect(rows == "{\"ind\":1}\n{\"ind\":2}\n{\"ind\":3}\n")
      let facts = try await pinterest(
        "describe",
        "s3://tables/geo table",
        environment: environment
      )
      #expect(facts.hasPrefix("table: s3://tables/geo table\n"))
    }
  }

  @Test func `says what is not there, with the code for it`() async throws {
    let missing = await #expect(throws: PeerError.self) {
      try await pinterest("read", "/nowhere/at/all")
    }
    #expect(
      missing?.description.contains("ended with 1: error: /nowhere/at/all: not found") == true
    )
    let unreachable = await #expect(throws: PeerError.self) {
      try await pinterest(
        "read",
        "s3://tables/geo",
        environment: [
          "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_MAX_ATTEMPTS": "1",
          "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_REGION": "us-east-1",
        ]
      )
    }
    #expect(unreachable?.description.contains("ended with 69") == true)
    let senseless = await #expect(throws: PeerError.self) {
      try await pinterest("read", "--format", "xml", "/nowhere")
    }
    #expect(senseless?.description.contains("ended with 64") == true)
  }
}
