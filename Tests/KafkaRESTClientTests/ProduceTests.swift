import Foundation
import HTTPWire
import KafkaRESTClient
import Testing

@Suite struct ProduceTests {
  struct Post: Codable, Hashable { var index: Int, title: String }

  static let written =
    #"{"offsets":[{"partition":0,"offset":3,"error_code":null,"error":null}],"#
    + #""key_schema_id":null,"value_schema_id":null}"#

  @Test func `sends what the course's script sends`() async throws {
    let kafka = try KafkaRESTClient.scripted(
      .ok(Self.written),
      at: "https://x.execute-api.us-east-1.amazonaws.com/test/"
    )
    let post = Post(index: 7528, title: "a \"title\" with / and é")
    let outcome = try await kafka.produce(Record(value: post), to: "0af8d0adfd13.pin")
    #expect(outcome.written == ProducedRecord(partition: 0, offset: 3))
    let asked = kafka.transport.asked[0]
    #expect(asked.line == "POST /test/topics/0af8d0adfd13.pin")
    #expect(asked.headers["Content-Type"] == "application/vnd.kafka.json.v2+json")
    #expect(asked.headers["Accept"] == "application/vnd.kafka.v2+json")
    struct Envelope: Decodable { struct Item: Decodable { var value: Post }; var records: [Item] }
    let sent = try JSONDecoder().decode(Envelope.self, from: Data(asked.body.utf8))
    #expect(sent.records.map(\.value) == [post])
    #expect(asked.body.hasPrefix(#"{"records":[{"value":{"#) && !asked.body.contains(#"\/"#))
  }

  @Test func `spells keys, tombstones, partitions and raw values`() async throws {
    let kafka = try KafkaRESTClient.scripted(
      .ok(
        #"{"offsets":[{"partition":6,"offset":0},{"offset":-1,"partition":0},"#
          + #"{"offset":1,"partition":2}]}"#
      )
    )
    let records = [
      Record(key: "k\"1", value: RawJSON(Array(#"{"b": 1,"a":"x"}"#.utf8))),
      Record(key: nil, value: nil, partition: 0),
      Record(key: "k2", value: RawJSON(Array("[1,2]".utf8)), partition: 2),
    ]
    let report = try await kafka.produce(records, to: "foo")
    #expect(
      kafka.transport.asked[0].body
        == #"{"records":[{"key":"k\"1","value":{"b": 1,"a":"x"}},{"value":null,"partition":0},"#
        + #"{"key":"k2","value":[1,2],"partition":2}]}"#
    )
    #expect(report.map(\.written?.partition) == [6, 0, 2])
    #expect(report.map(\.written?.offset) == [0, nil, 1])
  }

  @Test func `sends bytes as base64 and schemas in the envelope`() async throws {
    let kafka = try KafkaRESTClient.scripted(
      .ok(Self.written),
      .ok(#"{"offsets":[{"partition":0,"offset":3}],"key_schema_id":null,"value_schema_id":7}"#)
    )
    let bytes = Record(key: Data("key".utf8), value: Data([0, 255, 62]))
    _ = try await kafka.produce([bytes], to: "foo", as: .binary, partition: 4)
    let report = try await kafka.produce(
      [Record(value: ["id": 1])],
      to: "foo",
      as: .avro,
      schemas: RecordSchemas(value: #"{"type":"record"}"#)
    )
    let asked = kafka.transport.asked
    #expect(asked[0].line == "POST /topics/foo/partitions/4")
    #expect(asked[0].headers["Content-Type"] == "application/vnd.kafka.binary.v2+json")
    #expect(asked[0].body == #"{"records":[{"key":"a2V5","value":"AP8+"}]}"#)
    #expect(asked[1].headers["Content-Type"] == "application/vnd.kafka.avro.v2+json")
    #expect(
      asked[1].body
        == #"{"records":[{"value":{"id":1}}],"value_schema":"{\"type\":\"record\"}"}"#
    )
    #expect(report.valueSchemaID == 7 && report.keySchemaID == nil)
  }

  @Test func `reports on each record in request order`() async throws {
    let kafka = try KafkaRESTClient.scripted(
      .ok(
        #"{"offsets":[{"partition":0,"offset":3,"error_code":null,"error":null},"#
          + #"{"partition":null,"offset":null,"error_code":50002,"error":"no \"leader\""},"#
          + #"{"error_code":404,"message":"as Strimzi says it"}]}"#
      )
    )
    let report = try await kafka.produce((1...3).map { Record(value: $0) }, to: "foo")
    #expect(report[0].written?.offset == 3 && !report.isComplete)
    guard case .refused(let second) = report[1], case .refused(let third) = report[2] else {
      Issue.record("\(report.outcomes)")
      return
    }
    #expect(second == RecordRefusal(errorCode: 50002, message: #"no "leader""#))
    #expect(third == RecordRefusal(errorCode: 404, message: "as Strimzi says it"))
  }

  /// Near misses of the spelling that is read at a glance; the scanner must read them alike.
  @Test(arguments: [
    (
      #"{"offsets":[{"partition":7,"offset":123456789012345678,"error_code":null,"error":null}],"#
        + #""key_schema_id":null,"value_schema_id":null}"#, 7, 123_456_789_012_345_678
    ),
    (
      #"{"offsets":[{"partition":7,"offset":9223372036854775807,"error_code":null,"error":null}],"#
        + #""key_schema_id":null,"value_schema_id":null}"#, 7, Int64.max
    ),
    (
      #"{"offsets":[{"partition":7,"offset":-1,"error_code":null,"error":null}],"#
        + #""key_schema_id":null,"value_schema_id":null}"#, 7, nil
    ),
    (
      #"{"offsets":[{"partition":7,"offset":1,"error_code":null,"error":null}],"#
        + #""key_schema_id":null,"value_schema_id":null} "#, 7, 1
    ),
    (#"{"offsets": [{"offset":1,"partition":7}]}"#, 7, 1),
    (#"{"offsets":[{"partition":7,"offset":1,"x":[{}]}],"more":true}"#, 7, 1),
  ])
  func `reads every spelling of success`(
    body: String,
    partition: Int,
    offset: Int64?
  ) async throws {
    let kafka = try KafkaRESTClient.scripted(.ok(body))
    let outcome = try await kafka.produce(Record(value: 1), to: "foo")
    #expect(outcome.written == ProducedRecord(partition: partition, offset: offset))
  }

  @Test(arguments: [401, 403, 422])
  func `reads reports that come with the status of an error`(status: Int) async throws {
    let body =
      #"{"key_schema_id":null,"offsets":[{"error":"not yours","error_code":40301}],"#
      + #""value_schema_id":null}"#
    let kafka = try KafkaRESTClient.scripted(.answer(status, body))
    guard case .refused(let refusal) = try await kafka.produce(Record(value: 1), to: "foo") else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.errorCode == 40301 && !refusal.mayBeWritten)
  }

  @Test func `names the record that cannot be encoded and sends nothing`() async throws {
    let kafka = try KafkaRESTClient.scripted()
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.produce([Record(value: 1.5), Record(value: Double.nan)], to: "foo")
    }
    #expect(error?.code == .invalidInput && error?.detail.hasPrefix("record 1: ") == true)
    let rich = await #expect(throws: KafkaRESTError.self) {
      try await kafka.produce(Record(value: 1, timestamp: Date()), to: "foo")
    }
    #expect(rich?.code == .unsupported && kafka.transport.asked.isEmpty)
  }

  @Test func `gives Strimzi headers and timestamps`() async throws {
    let kafka = try KafkaRESTClient.scripted(.ok(Self.written)) { $0.dialect = .strimzi }
    let record = Record(
      value: 1,
      headers: [RecordHeader("trace", Data("a".utf8))],
      timestamp: Date(timeIntervalSince1970: 1.5)
    )
    _ = try await kafka.produce(record, to: "foo")
    #expect(
      kafka.transport.asked[0].body
        == #"{"records":[{"value":1,"headers":[{"key":"trace","value":"YQ=="}],"timestamp":1500}]}"#
    )
  }

  @Test(arguments: [#"{"offsets":[]}"#, #"{"ok":true}"#, "[]", #"{"offsets":[{"#, ""])
  func `calls an answer that reports on nothing malformed`(body: String) async throws {
    let kafka = try KafkaRESTClient.scripted(.ok(body))
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.produce(Record(value: 1), to: "foo")
    }
    #expect(error?.code == .malformedReply && error?.mayHaveArrived == true)
  }

  @Test func `keeps its own headers and the caller's`() async throws {
    let kafka = try KafkaRESTClient.scripted(.ok("[]")) { $0.headers = ["x-api-key": "secret"] }
    _ = try await kafka.topics()
    #expect(kafka.transport.asked[0].headers["x-api-key"] == "secret")
  }
}
