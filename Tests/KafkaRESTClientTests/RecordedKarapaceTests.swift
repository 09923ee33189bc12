import Foundation
import HTTPWire
import KafkaRESTClient
import Testing

/// The client against the recorded answers of a real proxy.
@Suite struct RecordedKarapaceTests {
  let kafka: KafkaRESTClient<RecordedKarapace>

  init() throws {
    var options = KafkaRESTOptions(dialect: .karapace)
    options.retries = .none
    kafka = KafkaRESTClient(
      try RecordedKarapace(),
      endpoint: try HTTPEndpoint("http://127.0.0.1:8082"),
      options: options
    )
  }

  @Test func `reads brokers, topics and partitions`() async throws {
    #expect(try await kafka.brokers() == [0, 1, 2])
    let topic = try await kafka.topic("foo")
    #expect(topic.configs["retention.ms"] == "604800000" && topic.partitions.count == 10)
    #expect(try await kafka.partitions(of: "foo") == topic.partitions)
    let first = try await kafka.partition(TopicPartition("foo", 0))
    #expect(first == topic.partitions[0] && first.leader == 1)
    #expect(first.replicas.map(\.broker) == [1, 2, 0])
    #expect(first.replicas.map(\.isLeader) == [true, false, false])
    let range = try await kafka.offsets(of: TopicPartition("foo", 0))
    #expect(range.beginning == 0 && range.end == 1)
  }

  @Test func `names what is not there`() async throws {
    let topic = await #expect(throws: KafkaRESTError.self) { try await kafka.topic("nope") }
    #expect(topic?.code == .topicNotFound && topic?.detail == "Topic nope not found")
    let partition = await #expect(throws: KafkaRESTError.self) {
      try await kafka.partition(TopicPartition("foo", 99))
    }
    #expect(partition?.code == .partitionNotFound && partition?.errorCode == 40402)
    let target = await #expect(throws: KafkaRESTError.self) {
      try await kafka.produce(Record(value: 1), to: "nope")
    }
    #expect(target?.code == .topicNotFound && target?.mayHaveArrived == false)
  }

  @Test func `produces JSON and bytes, and reads every kind of report`() async throws {
    let records = [
      Record(key: RawJSON(Array(#""k1""#.utf8)), value: RawJSON(Array(#"{"b":1,"a":"x"}"#.utf8))),
      Record(key: nil, value: nil, partition: 0),
      Record(key: RawJSON(Array(#"{"z":1}"#.utf8)), value: RawJSON(Array("[1,2]".utf8))),
    ]
    let report = try await kafka.produce(records, to: "foo")
    #expect(report.map(\.written?.partition) == [6, 0, 8])
    #expect(report.map(\.written?.offset) == [0, nil, 0])
    let bytes = Record(key: Data("key".utf8), value: Data("value".utf8))
    let binary = try await kafka.produce(bytes, to: "foo", as: .binary)
    #expect(binary.written?.partition == 7)
    let placed = try await kafka.produce([Record(value: 1)], to: "foo", partition: 0)
    #expect(placed[0].written?.offset == 2)
    let misplaced = try await kafka.produce([Record(value: 1, partition: 99)], to: "foo")
    guard case .refused(let refusal) = misplaced[0] else {
      Issue.record("\(misplaced[0])")
      return
    }
    #expect(refusal.errorCode == 2 && refusal.message.contains("does not exist on this broker"))
  }

  @Test func `leads a consumer through its life`() async throws {
    var options = ConsumerOptions()
    options.name = "c1"
    let consumer = try await kafka.createConsumer(group: "g1", options: options)
    #expect(consumer.address.description == "http://127.0.0.1:8082/consumers/g1/instances/c1")
    let twin = await #expect(throws: KafkaRESTError.self) {
      try await kafka.createConsumer(group: "g1", options: options)
    }
    #expect(twin?.code == .conflict && twin?.errorCode == 40902)
    try await consumer.subscribe(to: ["foo"])
    #expect(try await consumer.subscription() == ["foo"])
    let poison = await #expect(throws: KafkaRESTError.self) {
      try await consumer.records(timeout: .seconds(4))
    }
    #expect(poison?.code == .rejected && poison?.advice?.contains("binary format") == true)
    let partition = TopicPartition("foo", 0)
    // Karapace stores the last offset done as the next one to do.
    try await consumer.commit([PartitionOffset(partition, next: 2)])
    let committed = try await consumer.committed(for: [partition])
    #expect(committed == [PartitionOffset(partition, next: 2)])
    try await consumer.seek(to: [PartitionOffset(partition, next: 1)])
    let assigning = await #expect(throws: KafkaRESTError.self) {
      try await consumer.subscribe(to: .partitions([partition]))
    }
    #expect(assigning?.code == .conflict && assigning?.errorCode == 40903)
    #expect(try await consumer.assignments().count == 10)
    try await consumer.delete()
    try await consumer.delete()
  }
}
