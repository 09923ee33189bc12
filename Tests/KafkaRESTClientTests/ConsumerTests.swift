import Foundation
import HTTPWire
import KafkaRESTClient
import Testing

/// One consumer, call by call.
@Suite struct ConsumerTests {
  typealias Client = KafkaRESTClient<ScriptedTransport>

  static let created = ScriptedTransport.Reply.ok(
    #"{"instance_id":"c1","base_uri":"http://127.0.0.1:8082/consumers/g1/instances/c1"}"#
  )

  func consumer(
    _ kafka: Client,
    _ change: (inout ConsumerOptions) -> Void = { _ in }
  ) async throws -> ConsumerInstance<ScriptedTransport> {
    var options = ConsumerOptions()
    options.name = "c1"
    change(&options)
    return try await kafka.createConsumer(group: "g1", options: options)
  }

  @Test func `creates a consumer that commits nothing by itself`() async throws {
    let kafka = try Client.scripted(Self.created)
    let consumer = try await consumer(kafka) { $0.requestTimeout = .milliseconds(1_500) }
    #expect(consumer.name == "c1" && consumer.group == "g1")
    let asked = kafka.transport.asked[0]
    #expect(asked.line == "POST /consumers/g1")
    #expect(asked.headers["Content-Type"] == "application/vnd.kafka.v2+json")
    #expect(
      asked.body
        == #"{"name":"c1","format":"json","auto.offset.reset":"earliest","#
        + #""auto.commit.enable":"false","fetch.min.bytes":1,"consumer.request.timeout.ms":1500}"#
    )
  }

  @Test(arguments: [
    (
      Dialect.strimzi,
      #"{"name":"c1","format":"json","auto.offset.reset":"earliest","enable.auto.commit":false,"#
        + #""fetch.min.bytes":1}"#
    ),
    (
      Dialect.redpanda,
      #"{"name":"c1","format":"json","auto.offset.reset":"earliest","auto.commit.enable":"false"}"#
    ),
  ])
  func `creates consumers the way each proxy wants`(dialect: Dialect, body: String) async throws {
    let kafka = try Client.scripted(Self.created) { $0.dialect = dialect }
    _ = try await consumer(kafka)
    #expect(kafka.transport.asked[0].body == body)
  }

  struct Address: Sendable {
    var base: String
    var announced: String
    var expected: String
    var ignores = false
  }

  @Test(arguments: [
    Address(
      base: "http://a:8082",
      announced: "http://node2:8082/consumers/g1/instances/c1",
      expected: "http://node2:8082/consumers/g1/instances/c1"
    ),
    Address(
      base: "http://a:8082/test",
      announced: "consumers/g1/instances/c1",
      expected: "http://a:8082/test/consumers/g1/instances/c1"
    ),
    Address(
      base: "https://x.execute-api.us-east-1.amazonaws.com/test",
      announced: "http://ec2-1-2-3-4.compute-1.amazonaws.com:8082/consumers/g1/instances/c1",
      expected:
        "https://x.execute-api.us-east-1.amazonaws.com/test/consumers/g1/instances/c1"
    ),
    Address(
      base: "http://a:8082",
      announced: "http://node2:8082/consumers/g1/instances/c1",
      expected: "http://a:8082/consumers/g1/instances/c1",
      ignores: true
    ),
    Address(
      base: "http://a:8082",
      announced: "http://a:8082/consumers/a group/instances/c1",
      expected: "http://a:8082/consumers/g1/instances/c1"
    ),
  ])
  func `goes where the proxy says, unless that cannot be meant for us`(
    example: Address
  ) async throws {
    let created = ScriptedTransport.Reply.ok(
      #"{"instance_id":"c1","base_uri":"\#(example.announced)"}"#
    )
    let kafka = try Client.scripted(created, at: example.base) {
      $0.ignoresBaseURI = example.ignores
    }
    #expect(try await consumer(kafka).address.description == example.expected)
  }

  @Test func `an announced address that nobody answers at is explained`() async throws {
    let kafka = try Client.scripted(
      .ok(
        #"{"instance_id":"c1","base_uri":"http://ec2-1.internal:8082/consumers/g1/instances/c1"}"#
      ),
      .failure(.hostNotFound, mayHaveArrived: false)
    )
    let consumer = try await consumer(kafka)
    let error = await #expect(throws: KafkaRESTError.self) { try await consumer.assignments() }
    #expect(error?.advice?.contains("ignoresBaseURI") == true)
  }

  @Test func `subscribes, assigns and tells`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      .noContent,
      .noContent,
      .ok(#"{"topics":["foo"]}"#),
      .ok(#"{"partitions":[{"partition":0,"topic":"foo"}]}"#),
      .noContent
    )
    let consumer = try await consumer(kafka)
    try await consumer.subscribe(to: ["foo", "bar"])
    try await consumer.subscribe(to: .pattern("0af8.*"))
    try await consumer.subscribe(to: .partitions([TopicPartition("foo", 3)]))
    #expect(try await consumer.subscription() == ["foo"])
    #expect(try await consumer.assignments() == [TopicPartition("foo", 0)])
    try await consumer.unsubscribe()
    let base = "/consumers/g1/instances/c1"
    #expect(
      kafka.transport.lines.dropFirst() == [
        "POST \(base)/subscription", "POST \(base)/subscription", "POST \(base)/assignments",
        "GET \(base)/subscription", "GET \(base)/assignments", "DELETE \(base)/subscription",
      ]
    )
    #expect(
      kafka.transport.asked[1...3].map(\.body) == [
        #"{"topics":["foo","bar"]}"#, #"{"topic_pattern":"0af8.*"}"#,
        #"{"partitions":[{"topic":"foo","partition":3}]}"#,
      ]
    )
  }

  @Test(arguments: [
    (Dialect.confluent, #"{"offsets":[{"topic":"foo","partition":0,"offset":4}]}"#),
    (Dialect.karapace, #"{"offsets":[{"topic":"foo","partition":0,"offset":4}]}"#),
    (Dialect.strimzi, #"{"offsets":[{"topic":"foo","partition":0,"offset":5}]}"#),
    (Dialect.redpanda, #"{"partitions":[{"topic":"foo","partition":0,"offset":5}]}"#),
  ])
  func `commits the next offset in the words of each proxy`(
    dialect: Dialect,
    body: String
  ) async throws {
    let kafka = try Client.scripted(Self.created, .ok("[]")) { $0.dialect = dialect }
    let consumer = try await consumer(kafka)
    try await consumer.commit([PartitionOffset(TopicPartition("foo", 0), next: 5)])
    #expect(kafka.transport.asked[1].body == body)
  }

  @Test func `asks for commits by a GET with a body`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .ok(#"{"offsets":[{"metadata":"","offset":2,"partition":0,"topic":"foo"}]}"#)
    )
    let consumer = try await consumer(kafka)
    let place = try await consumer.committed(for: [TopicPartition("foo", 0)])
    #expect(place == [PartitionOffset(TopicPartition("foo", 0), next: 2)])
    let asked = kafka.transport.asked[1]
    #expect(asked.line == "GET /consumers/g1/instances/c1/offsets")
    #expect(asked.body == #"{"partitions":[{"topic":"foo","partition":0}]}"#)
    #expect(asked.headers["Content-Type"] == "application/vnd.kafka.v2+json")
  }

  @Test func `seeks by offset, to the ends and by time`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      .noContent,
      .noContent,
      .noContent,
      .ok("[]")
    )
    let consumer = try await consumer(kafka)
    let partition = TopicPartition("foo", 1)
    try await consumer.seek(to: [PartitionOffset(partition, next: 9, metadata: "why")])
    try await consumer.seekToBeginning(of: [partition])
    try await consumer.seekToEnd(of: [partition])
    try await consumer.seek(to: Date(timeIntervalSince1970: 1_598_586_767.5), in: [partition])
    try await consumer.commitEverythingRead()
    let asked = kafka.transport.asked
    #expect(
      asked[1...].map { $0.url.replacing("/consumers/g1/instances/c1", with: "") } == [
        "/positions", "/positions/beginning", "/positions/end", "/positions", "/offsets",
      ]
    )
    #expect(
      asked[1].body
        == #"{"offsets":[{"topic":"foo","partition":1,"offset":9,"metadata":"why"}]}"#
    )
    #expect(
      asked[4].body
        == #"{"timestamps":[{"topic":"foo","partition":1,"timestamp":"2020-08-28T03:52:47.500Z"}]}"#
    )
    #expect(asked[5].body.isEmpty)
  }

  @Test func `reads records in its format and leaves their JSON alone`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .ok(
        #"[{"topic":"foo","key":"k1","value":{"b": 1,"a":"x"},"partition":6,"offset":0},"#
          + #"{"topic":"foo","key":null,"value":null,"partition":0,"offset":12},"#
          + #"{"topic":"b.ar","partition":1,"offset":1,"timestamp":1500,"value":3,"#
          + #""headers":[{"key":"h","value":"YQ=="},{"key":"n","value":null}]}]"#
      )
    )
    let consumer = try await consumer(kafka)
    let records = try await consumer.records(timeout: .milliseconds(250), largest: 5_000)
    #expect(
      kafka.transport.asked[1].line
        == "GET /consumers/g1/instances/c1/records?timeout=250&max_bytes=5000"
    )
    #expect(kafka.transport.asked[1].headers["Accept"] == "application/vnd.kafka.json.v2+json")
    #expect(records.map(\.value?.text) == [#"{"b": 1,"a":"x"}"#, nil, "3"])
    #expect(records.map(\.key?.text) == [#""k1""#, nil, nil])
    #expect(records.map(\.partition.description) == ["foo-6", "foo-0", "b.ar-1"])
    #expect(records.map(\.offset) == [0, 12, 1])
    #expect(records[2].timestamp == Date(timeIntervalSince1970: 1.5))
    #expect(records[2].headers == [RecordHeader("h", Data("a".utf8)), RecordHeader("n", nil)])
    let typed = try records[0].decoded(keys: String.self, values: [String: RawJSON].self)
    #expect(typed.key == "k1" && typed.value?["b"]?.text == "1")
  }

  @Test func `a lost answer to a read is not asked for again`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .failure(.connectionLost, mayHaveArrived: true),
      .ok("[]")
    )
    let consumer = try await consumer(kafka)
    let error = await #expect(throws: KafkaRESTError.self) { try await consumer.records() }
    #expect(error?.code == .interrupted && kafka.transport.asked.count == 2)
  }

  @Test func `what a proxy does not offer is said before it is asked`() async throws {
    let kafka = try Client.scripted(Self.created, Self.created) { $0.dialect = .redpanda }
    let consumer = try await consumer(kafka)
    let partitions = [TopicPartition("foo", 0)]
    for call in [
      { try await consumer.subscribe(to: .pattern("x")) },
      { try await consumer.subscribe(to: .partitions(partitions)) },
      { try await consumer.seekToEnd(of: partitions) },
      { try await consumer.seek(to: Date(), in: partitions) },
    ] {
      let error = await #expect(throws: KafkaRESTError.self) { try await call() }
      #expect(error?.code == .unsupported)
    }
    let karapace = try Client.scripted(Self.created) { $0.dialect = .karapace }
    let lossy = try await self.consumer(karapace)
    let error = await #expect(throws: KafkaRESTError.self) {
      try await lossy.records(largest: 5_000)
    }
    #expect(error?.code == .unsupported && karapace.transport.asked.count == 1)
  }

  @Test func `a record that is not JSON is explained`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .error(422, 422, "key deserialization error for format json: unexpected character")
    )
    let consumer = try await consumer(kafka)
    let error = await #expect(throws: KafkaRESTError.self) { try await consumer.records() }
    #expect(error?.advice?.contains("seek past it") == true)
  }

  @Test func `reads a partition without a consumer where that is offered`() async throws {
    let kafka = try Client.scripted(
      .failure(.connectionLost, mayHaveArrived: true),
      .ok(#"[{"topic":"foo","key":null,"value":1,"partition":2,"offset":5}]"#)
    ) { $0.dialect = .redpanda }
    let records = try await kafka.records(of: TopicPartition("foo", 2), from: 5)
    #expect(records.map(\.offset) == [5])
    #expect(
      kafka.transport.lines.last
        == "GET /topics/foo/partitions/2/records?offset=5&timeout=1000&max_bytes=1048576"
    )
    let confluent = try Client.scripted()
    let error = await #expect(throws: KafkaRESTError.self) {
      try await confluent.records(of: TopicPartition("foo", 2), from: 5)
    }
    #expect(error?.code == .unsupported)
  }

  @Test func `deleting what is gone is no failure`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .error(404, 40403, "Consumer for ('g1', 'c1') not found among []")
    )
    try await consumer(kafka).delete()
    #expect(kafka.transport.lines.last == "DELETE /consumers/g1/instances/c1")
  }

  @Test func `a creation whose answer was lost is found again`() async throws {
    let kafka = try Client.scripted(
      .failure(.connectionLost, mayHaveArrived: true),
      .error(409, 40902, "Consumer with specified consumer ID already exists")
    )
    let consumer = try await kafka.createConsumer(group: "g 1")
    #expect(consumer.address.path == "/consumers/g%201/instances/\(consumer.name)")
    let named = try Client.scripted(.error(409, 40902, "already exists"))
    let error = await #expect(throws: KafkaRESTError.self) { try await self.consumer(named) }
    #expect(error?.code == .conflict)
  }
}
