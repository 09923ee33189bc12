import Foundation
import PinterestModels
import RowSourceConformance
import SyntheticRows
import TestKit
import Testing

@testable import MariaDBRows

/// Against a real server, started for these tests: they say what the course's script would see.
@Suite(.enabled(if: MariaDBServer.isPresent, "needs the MariaDB of dev/setup"))
struct MariaDBRowsTests {
  static func settings(_ server: MariaDBServer) -> MariaDBSettings {
    MariaDBSettings(host: "127.0.0.1", port: server.port, user: "root", password: "")
  }

  static func load(_ source: any RowSource, into server: MariaDBServer) async throws {
    var dump = ""
    try await SQLDump(source).write { dump += $0 }
    try await server.execute(dump)
  }

  @Test(.timeLimit(.minutes(5)))
  func `reads the course's tables as they were loaded, and again after a crash`() async throws {
    try await MariaDBServer.run { server in
      let source = SyntheticRows()
      try await Self.load(source, into: server)
      let rows = MariaDBRows(Self.settings(server))
      let complaints = await RowSourceConformance(rows, count: 11_154).complaints()
      #expect(complaints == [])

      var position = 0
      for try await pin in rows.pins(from: 0) {
        let expected = try source.pin(at: position)
        if pin != expected {
          Issue.record("row \(position) is \(pin)")
          break
        }
        position += 1
        if position == 2_000 {
          try await server.kill()
          try await server.start()
        }
      }
      #expect(position == 11_154)
      let place = try await rows.geolocation(at: 7_528)
      let expected = try source.geolocation(at: 7_528)
      #expect(place == expected)
      try await Self.drawsFromKeyedTables(server)
      try await Self.complainsByName(server)
    }
  }

  /// Tables with a key of their own, as pandas or an administrator leaves them, whose numbers have
  /// gaps: a position is still the one that `LIMIT n, 1` has.
  static func drawsFromKeyedTables(_ server: MariaDBServer) async throws {
    var options = SyntheticRows.Options()
    options.count = 1_200
    let source = RenumberedRows(SyntheticRows(options)) { $0 * 3 + 5 }
    var dump = ""
    try await SQLDump(source, database: "keyed").write { dump += $0 }
    for table in Table.allCases {
      let index = table == .pin ? "index" : "ind"
      dump += "CREATE INDEX by_index ON `\(table.databaseName)` (`\(index)`);\n"
    }
    try await server.execute(dump)
    var settings = settings(server)
    settings.database = "keyed"
    let rows = RowSourceConformance(MariaDBRows(settings), count: 1_200) { $0 * 3 + 5 }
    let complaints = await rows.complaints()
    #expect(complaints == [])
  }

  /// What a person meets on the way: each has a code and words of its own.
  static func complainsByName(_ server: MariaDBServer) async throws {
    try await server.execute(
      """
      CREATE USER 'pin'@'%' IDENTIFIED BY 'right'; GRANT ALL ON pinterest_data.* TO 'pin'@'%';
      CREATE DATABASE partial; CREATE TABLE partial.user_data (ind BIGINT, first_name TEXT, age BIGINT);
      """
    )
    var wrong = settings(server)
    wrong.user = "pin"
    wrong.password = "wrong"
    await complains(wrong, .accessDenied, "1045: Access denied for user 'pin'")
    wrong.password = "right"
    wrong.database = "partial"
    await complains(wrong, .accessDenied, "1044: Access denied for user 'pin'")
    var root = settings(server)
    root.database = "nowhere"
    await complains(root, .noSuchTable, "1049: Unknown database 'nowhere'")
    root.database = "partial"
    await complains(root, .noSuchColumn, "1054: Unknown column 'last_name'")
    root.port = LoopbackPort.free()
    await complains(root, .unreachable, "2002: ")
  }

  static func complains(
    _ settings: MariaDBSettings,
    _ code: RowSourceError.Code,
    _ detail: String
  ) async {
    let rows = MariaDBRows(settings)
    let error = await #expect(throws: RowSourceError.self) { try await rows.user(at: 0) }
    #expect(error?.code == code)
    #expect(error?.detail.hasPrefix(detail) == true, "\(error?.detail ?? "")")
  }

  @Test(.timeLimit(.minutes(3)))
  func `speaks TLS where the server offers it, and only then`() async throws {
    try await withTemporaryDirectory { folder in
      let key = folder.appending(path: "key.pem").path
      let certificate = folder.appending(path: "cert.pem").path
      _ = try await Peer.output(
        of: "/usr/bin/openssl",
        [
          "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
          "-days", "2", "-subj", "/CN=127.0.0.1",
        ]
      )
      let offered = ["--ssl-cert=\(certificate)", "--ssl-key=\(key)"]
      try await MariaDBServer.run(options: offered) { server in
        try await server.execute("CREATE DATABASE pinterest_data")
        var settings = Self.settings(server)
        #expect(try MariaDBConnection(settings).isEncrypted)
        settings.tls = .disabled
        #expect(try !MariaDBConnection(settings).isEncrypted)
        settings.tls = .verified
        let error = #expect(throws: MariaDBError.self) { try MariaDBConnection(settings) }
        #expect(error?.code == .tlsFailed)
      }
    }
    try await MariaDBServer.run { server in
      try await server.execute("CREATE DATABASE pinterest_data")
      var settings = Self.settings(server)
      #expect(try !MariaDBConnection(settings).isEncrypted)
      settings.tls = .required
      #expect(throws: MariaDBError.self) { try MariaDBConnection(settings) }
    }
  }
}
