import CurlTransport
import Emulator
import EventLog
import HTTPWire
import KafkaRESTClient
import LocalCloud
import PinterestModels
import SyntheticRows
import Testing

/// From rows to objects: what is posted through the gateway lies in the bucket, once and whole.
@Suite(.timeLimit(.minutes(2))) struct WholeWayTests {
  static let sink = [
    "connector.class": "io.confluent.connect.s3.S3SinkConnector", "flush.size": "1",
    "tasks.max": "3",
    "topics.regex": "0af8d0adfd13.*", "s3.bucket.name": "user-0af8d0adfd13-bucket",
    "s3.region": "us-east-1", "format.class": "io.confluent.connect.s3.format.json.JsonFormat",
    "storage.class": "io.confluent.connect.s3.storage.S3Storage", "json.bytes": "preserve",
  ]

  @Test func `every row that is posted is an object, byte for byte and once`() async throws {
    var options = LocalCloud.Options()
    options.userID = "0af8d0adfd13"
    try await LocalCloud.run(options) { cloud in
      try await cloud.connectors.create("0af8d0adfd13-connector", Self.sink)
      let posted = try await Self.post(200, to: cloud)
      try await cloud.connectors.drained()
      let objects = cloud.objects(in: "user-0af8d0adfd13-bucket", under: "topics/")
      #expect(posted == 600)
      #expect(objects.count == 600)

      // Concurrency lets rows overtake each other; what each offset holds, the topic tells.
      for table in Table.allCases {
        let topic = try EventLog.TopicName("0af8d0adfd13.\(table.rawValue)")
        let stored = try await cloud.log.read(
          EventLog.TopicPartition(topic, 0),
          from: 0,
          upTo: ReadLimit(bytes: 1 << 26)
        )
        for record in stored.records {
          let digits = String(record.offset)
          let number = String(repeating: "0", count: 10 - digits.count) + digits
          let key = "topics/\(topic)/partition=0/\(topic)+0+\(number).json"
          let content = try await cloud.bytes(of: key, in: "user-0af8d0adfd13-bucket")
          #expect(content == Array(record.value ?? []) + [UInt8(ascii: "\n")])
        }
      }
    }
  }

  /// Posts rows through the gateway and gives back how many were acknowledged.
  static func post(_ count: Int, to cloud: LocalCloud) async throws -> Int {
    let endpoint = try HTTPEndpoint(cloud.endpoints.gateway + "/test")
    let client = KafkaRESTClient(CurlTransport(), endpoint: endpoint)
    var options = Emulator.Options()
    options.count = count
    options.pace.rate = .unlimited
    options.concurrency = 8
    let target = try KafkaRESTTarget(client, userID: UserID("0af8d0adfd13"))
    let tally = try await Emulator(options, from: SyntheticRows(), to: target).run()
    return tally.total.acknowledged
  }
}
