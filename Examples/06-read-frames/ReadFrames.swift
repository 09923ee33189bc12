// You will see nothing being mounted: the three frames are read where the sink has put them, counted,
// and shown with the columns and types that Spark infers, and with their first row.
import CurlTransport
import Emulator
import HTTPWire
import JSONBytes
import KafkaRESTClient
import Lakehouse
import LocalCloud
import PinterestModels
import SyntheticRows

@main struct ReadFrames {
  static func main() async throws {
    let user = try UserID("0af8d0adfd13")
    var options = LocalCloud.Options()
    options.userID = "\(user)"
    try await LocalCloud.run(options) { cloud in
      try await fill(cloud, user, posts: 200)
      // Against AWS this is an S3Source over S3Client; here the cloud's own objects are at hand.
      for table in Table.allCases {
        let place = "topics/\(user.topic(of: table))/partition=0/*.json"
        let source = try InProcessSource(user.bucket, place) { prefix, isMeant in
          try cloud.walk(through: user.bucket, under: prefix, where: isMeant).lend
        }
        let frame = try await InferredFrame(from: source)
        print("\(table.databaseName): \(frame.rows.count) rows")
        print(frame.schemaLines.joined(separator: "\n"))
        print(frame.rows[0].map(\.description).joined(separator: " | ").prefix(100))
      }
    }
  }

  /// Everything up to here, as the examples before do it.
  static func fill(_ cloud: LocalCloud, _ user: UserID, posts: Int) async throws {
    let sink = [
      "connector.class": "io.confluent.connect.s3.S3SinkConnector", "flush.size": "1",
      "topics.regex": "\(user).*", "s3.bucket.name": user.bucket, "s3.region": "us-east-1",
      "format.class": "io.confluent.connect.s3.format.json.JsonFormat",
      "storage.class": "io.confluent.connect.s3.storage.S3Storage",
    ]
    try await cloud.connectors.create(user.connector, sink)
    let gateway = try HTTPEndpoint(cloud.endpoints.gateway + "/test")
    let client = KafkaRESTClient(CurlTransport(), endpoint: gateway)
    var emulation = Emulator.Options()
    emulation.count = posts
    emulation.pace.rate = .unlimited
    let target = try KafkaRESTTarget(client, userID: user)
    _ = try await Emulator(emulation, from: SyntheticRows(), to: target).run()
    try await cloud.connectors.drained()
  }
}
