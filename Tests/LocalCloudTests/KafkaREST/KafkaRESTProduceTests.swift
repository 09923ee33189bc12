import EventLog
import HTTPWire
import Testing

@testable import LocalCloud

/// What Confluent's proxy answers to producers, word for word.
@Suite struct KafkaRESTProduceTests {
  typealias Answer = ProxyUnderTest.Answer

  @Test func `answers a produce with one entry a record, in their order`() async throws {
    let proxy = ProxyUnderTest()
    let answer = try await proxy.ask(
      .post,
      "/topics/a.pin",
      #"{"records":[{"value":1},{"value":2}]}"#
    )
    let entries = [0, 1].map {
      #"{"partition":0,"offset":\#($0),"error_code":null,"error":null}"#
    }
    let body =
      #"{"offsets":[\#(entries.joined(separator: ","))],"key_schema_id":null,"value_schema_id":null}"#
    #expect(answer == Answer(200, body))
  }

  @Test(arguments: [
    ("", 422, #"{"error_code":422,"message":"records must not be null"}"#),
    ("{}", 422, #"{"error_code":422,"message":"records must not be empty"}"#),
    (#"{"records":[]}"#, 422, #"{"error_code":422,"message":"records must not be empty"}"#),
    (#"{"ind":1}"#, 422, #"{"error_code":422,"message":"Unrecognized field: ind"}"#),
    (
      #"{"records":[{"value":1,"x":2}]}"#, 422,
      #"{"error_code":422,"message":"Unrecognized field: x"}"#
    ),
  ])
  func `refuses a row that is not wrapped as it should be`(
    body: String,
    status: Int,
    answer: String
  ) async throws {
    let proxy = ProxyUnderTest()
    let given = try await proxy.ask(.post, "/topics/t", body)
    #expect(given == Answer(status, answer, type: "application/json"))
    // What was refused left no trace.
    #expect(try await proxy.log.topics().isEmpty)
  }

  @Test func `refuses broken JSON and stores nothing of it`() async throws {
    let proxy = ProxyUnderTest()
    let answer = try await proxy.ask(.post, "/topics/t", #"{"records":[{"value":1},{"value":}]}"#)
    #expect(answer.status == 400)
    #expect(answer.body.hasPrefix(#"{"error_code":400,"message":"Bad Request: "#))
    #expect(try await proxy.log.topics().isEmpty)
  }

  @Test(arguments: [nil, "application/json", "text/plain", "application/vnd.kafka.v2+json"])
  func `takes records only under a type that names their format`(type: String?) async throws {
    let proxy = ProxyUnderTest()
    let answer = try await proxy.ask(.post, "/topics/t", #"{"records":[{"value":1}]}"#, type: type)
    let body = #"{"error_code":415,"message":"HTTP 415 Unsupported Media Type"}"#
    #expect(answer == Answer(415, body, type: "application/json"))
  }

  @Test func `values arrive as they were sent`() async throws {
    let proxy = ProxyUnderTest()
    let values = [
      "null", "0", "false", #""""#, "{}", "[]", "1.50", #"{"b":1,"a":"\u00e9\n"}"#, "1e400",
    ]
    let records = values.map { #"{"value":\#($0)}"# }.joined(separator: ",")
    _ = try await proxy.ask(.post, "/topics/t", #"{"records":[\#(records)]}"#)
    let stored = try await proxy.log.read(
      TopicPartition(TopicName("t"), 0),
      from: 0,
      upTo: ReadLimit()
    )
    let texts = stored.records.map { $0.value.map { String(decoding: $0, as: UTF8.self) } }
    #expect(
      texts == [nil, "0", "false", #""""#, "{}", "[]", "1.50", #"{"b":1,"a":"é\n"}"#, "1e400"]
    )
  }

  @Test func `binary records are base64 and a bad one spoils the request`() async throws {
    let proxy = ProxyUnderTest()
    let type = "application/vnd.kafka.binary.v2+json"
    let good = try await proxy.ask(
      .post,
      "/topics/t",
      #"{"records":[{"key":"aw==","value":"AP8="}]}"#,
      type: type
    )
    #expect(good.status == 200)
    let stored = try await proxy.log.read(
      TopicPartition(TopicName("t"), 0),
      from: 0,
      upTo: ReadLimit()
    )
    #expect(stored.records[0].value == [0, 255])
    let bad = try await proxy.ask(
      .post,
      "/topics/t",
      #"{"records":[{"value":{"a":1}}]}"#,
      type: type
    )
    #expect(
      bad.body
        == #"{"error_code":400,"message":"Bad Request: data={\"a\":1} is not a base64 string."}"#
    )
  }

  @Test func `equal keys meet where Kafka's own client would put them`() async throws {
    let proxy = ProxyUnderTest(partitions: 6)
    let keys = ["21", "foobar", "a-little-bit-long-string"]
    let records = keys.map { #"{"key":"\#($0)","value":1}"# }.joined(separator: ",")
    _ = try await proxy.ask(.post, "/topics/t", #"{"records":[\#(records)]}"#)
    for key in keys {
      let partition = Partitioner.partition(for: Array(#""\#(key)""#.utf8)[...], among: 6)
      let stored = try await proxy.log.read(
        TopicPartition(TopicName("t"), partition),
        from: 0,
        upTo: ReadLimit()
      )
      #expect(stored.records.contains { $0.key == Array(#""\#(key)""#.utf8)[...] })
    }
  }

  @Test func `a partition that is not there fails its record and no other`() async throws {
    let proxy = ProxyUnderTest()
    let answer = try await proxy.ask(
      .post,
      "/topics/t",
      #"{"records":[{"value":1,"partition":7},{"value":2,"partition":0}]}"#
    )
    #expect(
      answer.body.contains(
        #"{"partition":null,"offset":null,"error_code":50002,"error":"Invalid partition"#
      )
    )
    #expect(answer.body.contains(#"{"partition":0,"offset":0,"error_code":null,"error":null}"#))
    let path = try await proxy.ask(.post, "/topics/t/partitions/7", #"{"records":[{"value":1}]}"#)
    #expect(path.body == #"{"error_code":40402,"message":"Partition not found."}"#)
  }

  @Test func `a topic is made when wanted, and missed when not`() async throws {
    let body = #"{"records":[{"value":1}]}"#
    let answer = try await ProxyUnderTest(createsTopics: false).ask(.post, "/topics/t", body)
    #expect(answer.body == #"{"error_code":40401,"message":"Topic not found."}"#)
    #expect(answer.status == 404)
  }

  @Test func `a retried produce with the same idempotency key is stored once`() async throws {
    let proxy = ProxyUnderTest()
    let body = #"{"records":[{"value":1},{"value":2}]}"#
    let first = try await proxy.ask(.post, "/topics/t", body, headers: ["Idempotency-Key": "k1"])
    let again = try await proxy.ask(.post, "/topics/t", body, headers: ["Idempotency-Key": "k1"])
    #expect(first == again)
    let offsets = try await proxy.log.offsets(of: TopicPartition(TopicName("t"), 0))
    #expect(offsets == 0..<2)
  }
}
