// You will see the connector made from the very 13 lines the course pastes into MSK Connect, its state,
// the object a record becomes, and what a record that is not JSON does to it: the trace of the task.
import EventLog
import LocalCloud
import SinkConnector

@main struct Sink {
  static let user = "0af8d0adfd13"

  static func main() async throws {
    let properties = """
      connector.class=io.confluent.connect.s3.S3SinkConnector
      s3.region=us-east-1
      flush.size=1
      schema.compatibility=NONE
      tasks.max=3
      topics.regex=\(user).*
      format.class=io.confluent.connect.s3.format.json.JsonFormat
      partitioner.class=io.confluent.connect.storage.partitioner.DefaultPartitioner
      value.converter.schemas.enable=false
      value.converter=org.apache.kafka.connect.json.JsonConverter
      storage.class=io.confluent.connect.s3.storage.S3Storage
      key.converter=org.apache.kafka.connect.storage.StringConverter
      s3.bucket.name=user-\(user)-bucket
      """
    var options = LocalCloud.Options()
    options.userID = user
    try await LocalCloud.run(options) { cloud in
      let connector = "\(user)-connector"
      try await cloud.connectors.create(connector, PropertiesFile.parse(properties))
      let topic = try TopicName("\(user).user")
      _ = try await cloud.log.createTopic(topic, TopicSettings())
      let row = #"{"ind":7528,"first_name":"Abigail","last_name":"Ali"}"#
      _ = try await cloud.log.append([Record(value: row)], to: topic)
      try await cloud.connectors.drained()
      for object in cloud.objects(in: "user-\(user)-bucket", under: "topics/") {
        print(object.key)
        let bytes = try await cloud.bytes(of: object.key, in: "user-\(user)-bucket")
        print(String(decoding: bytes, as: UTF8.self), terminator: "")
      }
      _ = try await cloud.log.append([Record(value: "Hello, Kafka!")], to: topic)
      do { try await cloud.connectors.drained() } catch { print("\(error)") }
    }
  }
}
