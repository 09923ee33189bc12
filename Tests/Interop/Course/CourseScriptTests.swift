import EventLog
import Foundation
import LocalCloud
import MariaDBRows
import PinterestModels
import SyntheticRows
import TestKit
import Testing

/// The course's way, on this machine: its script reads MariaDB and posts through the gateway.
@Suite(.enabled(if: Peers.arePresent && MariaDBServer.isPresent, "needs dev/setup"))
struct CourseScriptTests {
  @Test(.timeLimit(.minutes(2)))
  func `the script posts the published rows through the gateway into the topics`() async throws {
    let source = SyntheticRows()
    try await MariaDBServer.run { server in
      var dump = ""
      try await SQLDump(source).write { dump += $0 }
      try await server.execute(dump)
      var options = LocalCloud.Options()
      options.userID = "0af8d0adfd13"
      try await LocalCloud.run(options) { cloud in
        let script = URL(filePath: #filePath).appending(path: "../post_rows.py").standardized.path
        let database = "mysql+pymysql://root@127.0.0.1:\(server.port)/pinterest_data"
        let gateway = cloud.endpoints.gateway + "/test"
        _ = try await Peer.output(
          of: Peers.python,
          [script, database, gateway, "0af8d0adfd13", "20"]
        )
        try await Self.compare(cloud, with: source)
      }
    }
  }

  static func compare(_ cloud: LocalCloud, with source: SyntheticRows) async throws {
    let draws = PublishedDraw().prefix(20).map(\.position)
    for table in Table.allCases {
      let topic = try TopicName("0af8d0adfd13.\(table.rawValue)")
      let stored = try await cloud.log.read(TopicPartition(topic, 0), from: 0, upTo: ReadLimit())
      #expect(stored.records.count == 20)
      for (record, position) in zip(stored.records, draws) {
        let value = Array(record.value ?? [])
        let post = try await source.post(at: position)
        switch table {
        case .pin: #expect(try Pin(json: value) == post.pin)
        case .geo: #expect(try Geolocation(json: value) == post.geolocation)
        case .user: #expect(try User(json: value) == post.user)
        }
      }
    }
  }
}
