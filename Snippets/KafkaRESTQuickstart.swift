// Creates a topic, posts three pins to it, and reads them back; the proxy is the one of
// `pinterest up`, or whatever KAFKA_REST_URL names.
import CurlTransport
import FoundationEssentials
import HTTPWire
import KafkaRESTClient

struct Pin: Codable {
  var index: Int
  var title: String
}

let url = ProcessInfo.processInfo.environment["KAFKA_REST_URL"] ?? "http://127.0.0.1:8082"
let kafka = KafkaRESTClient(CurlTransport(), endpoint: try HTTPEndpoint(url))
let topic: TopicName = "0af8d0adfd13.pin"

do { try await kafka.createTopic(NewTopic(topic, partitions: 1)) } catch {
  guard error.code == .conflict else { throw error }
}
let pins = (1...3).map { Pin(index: $0, title: "Pin \($0)") }
for outcome in try await kafka.produce(pins.map { Record(value: $0) }, to: topic) {
  if let written = outcome.written { print("written at", written.offset ?? -1) }
}
try await kafka.withConsumer(group: "quickstart", reading: [topic], values: Pin.self) { records in
  for try await record in records {
    print(record.offset, record.value?.title ?? "")
    if record.value?.index == 3 { break }
  }
}
