// You will see the course's client.properties explained line by line, its three topics created and
// listed, and a console consumer of the group `students` reading what was posted to one of them.
import CurlTransport
import HTTPWire
import KafkaRESTClient
import LocalCloud
import PinterestModels
import SinkConnector
import SyntheticRows

@main struct Topics {
  static let clientProperties = """
    security.protocol = SASL_SSL
    sasl.mechanism = AWS_MSK_IAM
    sasl.jaas.config = software.amazon.msk.auth.iam.IAMLoginModule required \
    awsRoleArn="arn:aws:iam::000000000000:role/0af8d0adfd13-ec2-access-role";
    sasl.client.callback.handler.class = software.amazon.msk.auth.iam.IAMClientCallbackHandler
    """

  static func main() async throws {
    print("client.properties, as MSK wants it:")
    for finding in try ClientProperties(parsing: clientProperties).findings {
      print("  \(finding.key): \(finding.isWrong ? "WRONG, " : "")\(finding.explanation)")
    }
    let user = try UserID("0af8d0adfd13")
    try await LocalCloud.run { cloud in
      let proxy = try HTTPEndpoint(cloud.endpoints.kafkaREST)
      let kafka = KafkaRESTClient(CurlTransport(), endpoint: proxy)
      for table in Table.allCases {
        let topic = try TopicName(user.topic(of: table))
        try await kafka.createTopic(NewTopic(topic, partitions: 1))
        print("Created topic \(topic).")
      }
      print("The topics:", try await kafka.topics().map(\.text).joined(separator: " "))

      let geo = try TopicName(user.topic(of: .geo))
      let places = try PublishedDraw().prefix(3).map { draw in
        Record(value: try SyntheticRows().geolocation(at: draw.position))
      }
      _ = try await kafka.produce(places, to: geo)
      print("The console consumer of group students, from the beginning:")
      try await kafka.withConsumer(group: "students", reading: [geo], values: RawJSON.self) {
        for try await record in $0 {
          print("  \(record.value?.text ?? "null")")
          if record.offset == 2 { break }
        }
      }
    }
  }
}
