import Foundation
import HTTPWire
import Synchronization
import Testing

@testable import KafkaRESTClient

@Suite(.timeLimit(.minutes(1))) struct StreamingTests {
  /// Answers every chunk of a request with a chunk of its answer, while both are going on.
  struct EchoTransport: HTTPTransport {
    let seen = Seen()
    let answer: @Sendable (Int, String) -> String?

    final class Seen: Sendable {
      let requests = Mutex<[HTTPRequest]>([])
      let records = Mutex<[String]>([])
    }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
      seen.requests.withLock { $0.append(request) }
      let answers = HTTPByteStream {
        let chunks = request.body.chunks.makeAsyncIterator()
        var count = 0
        return {
          guard let chunk = try await chunks.next(isolation: #isolation) else { return nil }
          let text = String(decoding: chunk, as: UTF8.self)
          seen.records.withLock { $0.append(text) }
          count += 1
          return answer(count, text).map { Array($0.utf8) }
        }
      }
      return HTTPResponse(status: 200, body: .stream(answers))
    }
  }

  static func report(_ offset: Int) -> String {
    #"{"error_code":200,"cluster_id":"c1","topic_name":"t","partition_id":0,"offset":\#(offset),"#
      + #""timestamp":"2021-02-05T19:14:42Z","value":{"type":"JSON","size":2}}"#
  }

  static func cluster<T: HTTPTransport>(_ transport: T) throws -> Cluster<T> {
    try KafkaRESTClient(transport, endpoint: try HTTPEndpoint("http://h:8082")).cluster("c1")
  }

  static func numbers(_ count: Int) -> AsyncStream<Record<Never, Int>> {
    AsyncStream { continuation in
      for number in 0..<count { continuation.yield(Record(value: number)) }
      continuation.finish()
    }
  }

  @Test func `records and reports pass each other on one connection`() async throws {
    let transport = EchoTransport { count, _ in
      switch count {
      case 1: Self.report(0) + "\n" + #"{"error_co"#
      case 2:
        #"de":400,"message":"Bad Request: data=1 is not a \"base64\" string."}"# + Self.report(2)
      default: " \r\n"
      }
    }
    let cluster = try Self.cluster(transport)
    let reports = try await cluster.produce(streaming: Self.numbers(3), to: "t")
    var outcomes: [RecordOutcome] = []
    for try await outcome in reports { outcomes.append(outcome) }
    #expect(outcomes.map(\.written?.offset) == [0, nil, 2])
    #expect(outcomes[0].written?.timestamp == Date(timeIntervalSince1970: 1_612_552_482))
    guard case .refused(let refusal) = outcomes[1] else {
      Issue.record("\(outcomes[1])")
      return
    }
    #expect(refusal.message == #"Bad Request: data=1 is not a "base64" string."#)
    #expect(
      transport.seen.records.withLock { $0 }
        == (0...2).map { #"{"value":{"type":"JSON","data":\#($0)}}"# }
    )
    let request = try #require(transport.seen.requests.withLock { $0.first })
    #expect(request.target == "/v3/clusters/c1/topics/t/records")
    #expect(request.headers["Content-Type"] == "application/json" && request.body.length == nil)
  }

  @Test func `spells records as the v3 API wants them`() throws {
    var avro = PartEncoding(type: "AVRO")
    avro.subject = "s"
    avro.subjectNaming = .recordName
    avro.schemaVersion = 3
    let writer = StreamedRecordWriter(keys: .string, values: avro)
    let record = Record(
      key: "k",
      value: ["id": 1],
      partition: 2,
      headers: [RecordHeader("h", Data("a".utf8)), RecordHeader("n", nil)],
      timestamp: Date(timeIntervalSince1970: 1.5)
    )
    let bytes = try writer.bytes(of: record, encoder: JSONEncoder())
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"partition_id":2,"headers":[{"name":"h","value":"YQ=="},{"name":"n","value":null}],"#
        + #""timestamp":"1970-01-01T00:00:01.500Z","key":{"type":"STRING","data":"k"},"#
        + #""value":{"type":"AVRO","subject":"s","subject_name_strategy":"RECORD_NAME","#
        + #""schema_version":3,"data":{"id":1}}}"#
    )
    let tombstone = Record<String, Int>(key: "k", value: nil)
    let plain = StreamedRecordWriter(keys: .registered(schemaID: 4), values: .json)
    #expect(
      String(decoding: try plain.bytes(of: tombstone, encoder: JSONEncoder()), as: UTF8.self)
        == #"{"key":{"schema_id":4,"data":"k"}}"#
    )
  }

  @Test(arguments: [nil, "{\"error_code\":200,", #"{"error_code":408,"message":"too long"}"#])
  func `an end before the last report is an error that counts`(last: String?) async throws {
    let cluster = try Self.cluster(
      EchoTransport { count, _ in count == 1 ? Self.report(0) : last }
    )
    let reports = try await cluster.produce(streaming: Self.numbers(2), to: "t")
    var iterator = reports.makeAsyncIterator()
    let first = try await iterator.next()
    #expect(first?.written?.offset == 0)
    let error = await #expect(throws: KafkaRESTError.self) { try await iterator.next() }
    #expect(error?.code == .interrupted && error?.mayHaveArrived == true)
    #expect(error?.detail.contains("1 of 2 records") == true)
  }

  @Test(arguments: ["[1]", "x", #"{"offset":1}}"#])
  func `what is no report is malformed`(text: String) async throws {
    let cluster = try Self.cluster(EchoTransport { _, _ in text })
    let reports = try await cluster.produce(streaming: Self.numbers(1), to: "t")
    let error = await #expect(throws: KafkaRESTError.self) { for try await _ in reports {} }
    #expect(error?.code == .malformedReply)
  }

  @Test func `a refusal of the whole stream says why`() async throws {
    let transport = ScriptedTransport([.error(404, 40401, "Topic not found.")])
    let cluster = try Self.cluster(transport)
    let error = await #expect(throws: KafkaRESTError.self) {
      try await cluster.produce(streaming: Self.numbers(1), to: "nope")
    }
    #expect(error?.code == .topicNotFound)
  }

  @Test func `a batch's reports come apart and go back in order`() async throws {
    let transport = ScriptedTransport([
      .answer(
        207,
        #"{"successes":[{"id":"2","partition_id":1,"offset":5},"#
          + #"{"id":"0","partition_id":0,"offset":4,"timestamp":"2021-02-05T19:14:42.123Z"}],"#
          + #""failures":[{"id":"1","error_code":429,"message":"slow down"}]}"#
      )
    ])
    let cluster = try Self.cluster(transport)
    let outcomes = try await cluster.produce(
      batch: ["a", "b", "c"].map { Record(value: $0) },
      to: "t",
      values: .string
    )
    #expect(outcomes.map(\.written?.offset) == [4, nil, 5])
    #expect(transport.lines == ["POST /v3/clusters/c1/topics/t/records:batch"])
    #expect(
      transport.asked[0].body.hasPrefix(
        #"{"entries":[{"id":"0","value":{"type":"STRING","data":"a"}},{"id":"1","#
      )
    )
    let short = try Self.cluster(
      ScriptedTransport([.answer(207, #"{"successes":[],"failures":[]}"#)])
    )
    let error = await #expect(throws: KafkaRESTError.self) {
      try await short.produce(batch: [Record(value: 1)], to: "t")
    }
    #expect(error?.code == .malformedReply)
  }
}

@Suite struct ConcatenatedJSONTests {
  static let stream = #"""
     {"a":"}{\"","b":[1,{"c":"\\"}]}{} {"error":"\\\"{"}
    {"d":"ünï"}
    """#
  static let objects = [
    #"{"a":"}{\"","b":[1,{"c":"\\"}]}"#, "{}", #"{"error":"\\\"{"}"#, #"{"d":"ünï"}"#,
  ]

  @Test(arguments: [1, 2, 3, 7, 1_000])
  func `finds the same objects however the bytes are cut`(size: Int) throws {
    var splitter = ConcatenatedJSON()
    let bytes = Array(Self.stream.utf8)
    var found: [String] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      let chunk = Array(bytes[start..<min(start + size, bytes.count)])
      found += try splitter.feed(chunk).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(found == Self.objects && !splitter.isInside)
  }

  @Test func `does not hold more than it may`() {
    var splitter = ConcatenatedJSON(limit: 10)
    #expect(throws: ConcatenatedJSON.Broken.self) {
      for _ in 0..<5 { _ = try splitter.feed(Array(#"{"a":"#.utf8)) }
    }
  }
}
