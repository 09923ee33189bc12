// You will see 100 posts go through the gateway into topics and out of them as objects: how many
// records were acknowledged, how many objects lie in the bucket, and that the first is row 7528.
import CurlTransport
import Emulator
import HTTPWire
import KafkaRESTClient
import LocalCloud
import PinterestModels
import SyntheticRows

@main struct PostThroughGateway {
  static func main() async throws {
    let user = try UserID("0af8d0adfd13")
    var options = LocalCloud.Options()
    options.userID = "\(user)"
    try await LocalCloud.run(options) { cloud in
      try await cloud.connectors.create(
        user.connector,
        [
          "connector.class": "io.confluent.connect.s3.S3SinkConnector", "flush.size": "1",
          "topics.regex": "\(user).*", "s3.bucket.name": user.bucket, "s3.region": "us-east-1",
          "format.class": "io.confluent.connect.s3.format.json.JsonFormat",
          "storage.class": "io.confluent.connect.s3.storage.S3Storage",
        ]
      )
      // The invoke URL of the course's API ends in its stage, as this one does.
      let invokeURL = try HTTPEndpoint(cloud.endpoints.gateway + "/test")
      let client = KafkaRESTClient(CurlTransport(), endpoint: invokeURL)
      var emulation = Emulator.Options()
      emulation.count = 100
      emulation.pace.rate = .unlimited
      let target = try KafkaRESTTarget(client, userID: user)
      let tally = try await Emulator(emulation, from: SyntheticRows(), to: target).run()
      print("\(tally.posts) posts, \(tally.total.acknowledged) records acknowledged")

      try await cloud.connectors.drained()
      for table in Table.allCases {
        let folder = "topics/\(user.topic(of: table))/partition=0/"
        let objects = cloud.objects(in: user.bucket, under: folder)
        print("\(objects.count) objects under s3://\(user.bucket)/\(folder)")
        guard let first = objects.first else { continue }
        let bytes = try await cloud.bytes(of: first.key, in: user.bucket)
        let row = String(decoding: bytes.dropLast(), as: UTF8.self)
        print("  the first has \(bytes.count) bytes:", row.prefix(64), row.count > 64 ? "…" : "")
      }
    }
  }
}
