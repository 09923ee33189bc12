import Foundation
import JSONBytes
import Testing

@testable import LocalCloud

/// Limits as Kinesis keeps them, and failures on demand.
@Suite struct KinesisFaultsTests {
  private static func batch(_ count: Int, bytes: Int = 1, key: String = "k") -> JSONValue {
    let data = JSONValue.string(Data(repeating: 120, count: bytes).base64EncodedString())
    return [
      "StreamName": "s",
      "Records": .array(
        Array(repeating: ["Data": data, "PartitionKey": .string(key)], count: count)
      ),
    ]
  }

  private static func realistic(shards: JSONValue = 1) async throws -> StreamsUnderTest {
    let streams = try await StreamsUnderTest { $0.throttle = .realistic }
    try await streams("CreateStream", ["StreamName": "s", "ShardCount": shards])
    return streams
  }

  @Test func `a thousand records a second pass a shard, the others are told so one by one`()
    async throws
  {
    let streams = try await Self.realistic()
    for _ in 0..<2 {
      #expect(try await streams("PutRecords", Self.batch(500))["FailedRecordCount"] == 0)
    }
    let third = try await streams("PutRecords", Self.batch(500))
    #expect(third.status == 200 && third["FailedRecordCount"] == 500)
    #expect(third["Records"][7]?["ErrorCode"] == "ProvisionedThroughputExceededException")
    #expect(
      third["Records"][7]?["ErrorMessage"]
        == "Rate exceeded for shard shardId-000000000000 in stream s under account 123456789012."
    )
    let single = try await streams.put("x")
    #expect(single.status == 400 && single.code == "ProvisionedThroughputExceededException")
    streams.clock.advance(by: .milliseconds(100))
    let part = try await streams("PutRecords", Self.batch(500))
    #expect(part["FailedRecordCount"] == 400)
    #expect(part["Records"][0]?["SequenceNumber"] != nil)
    #expect(part["Records"][100]?["ErrorCode"] != nil)
    #expect(streams.service.gauges.first { $0.name.hasSuffix("records_throttled") }?.value == 901)
  }

  @Test func `a mebibyte a second passes a shard`() async throws {
    let streams = try await Self.realistic()
    let full = try await streams("PutRecords", Self.batch(5, bytes: 250_000))
    #expect(full["FailedRecordCount"] == 1)
    streams.clock.advance(by: .seconds(1))
    #expect(
      try await streams("PutRecords", Self.batch(4, bytes: 250_000))["FailedRecordCount"] == 0
    )
  }

  @Test func `a shard is read five times a second`() async throws {
    let streams = try await Self.realistic()
    let iterator = try await streams.iterator()["ShardIterator"]
    for _ in 0..<5 { #expect(try await streams.read(iterator).status == 200) }
    #expect(try await streams.read(iterator).code == "ProvisionedThroughputExceededException")
    streams.clock.advance(by: .milliseconds(200))
    #expect(try await streams.read(iterator).status == 200)
  }

  @Test func `ten mebibytes at once are read for five seconds`() async throws {
    let streams = try await Self.realistic()
    let stream = try #require(streams.service.storage.stream("s"))
    let limits = try #require(streams.service.limits)
    #expect(limits.admitRead(of: ShardID(0), of: stream))
    limits.charge(bytes: 10 << 20, read: ShardID(0), of: stream)
    streams.clock.advance(by: .milliseconds(4_900))
    #expect(!limits.admitRead(of: ShardID(0), of: stream))
    streams.clock.advance(by: .milliseconds(200))
    #expect(limits.admitRead(of: ShardID(0), of: stream))
  }

  @Test func `calls about streams may come five times a second`() async throws {
    let streams = try await Self.realistic()
    for _ in 0..<5 { #expect(try await streams("ListStreams", [:]).status == 200) }
    let refused = try await streams("ListStreams", [:])
    #expect(refused.code == "LimitExceededException")
    #expect(refused.message == "Rate exceeded for account 123456789012.")
  }

  @Test func `nothing is limited unless it shall be`() async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    for _ in 0..<5 {
      #expect(try await streams("PutRecords", Self.batch(500))["FailedRecordCount"] == 0)
    }
  }

  @Test func `records of a batch fail where a rule names them, and only those`() async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    try streams.desk.faults.add(
      FaultRule(.kinesis, operation: "PutRecords", times: 1, records: [0, 2])
    )
    try streams.desk.faults.add(
      FaultRule(
        .kinesis,
        operation: "PutRecords",
        match: ["stream": "s"],
        after: 1,
        times: 1,
        error: .init(code: "InternalFailure", status: 500),
        records: [1]
      )
    )
    let first = try await streams("PutRecords", Self.batch(4))
    let codes = (first["Records"].array ?? []).map { $0["ErrorCode"]?.string }
    let code = "ProvisionedThroughputExceededException"
    #expect(first["FailedRecordCount"] == 2 && codes == [code, nil, code, nil])
    let second = try await streams("PutRecords", Self.batch(2))
    #expect(second["Records"][1]?["ErrorCode"] == "InternalFailure")
    #expect(second["Records"][1]?["ErrorMessage"] == "Internal service failure.")
    #expect(try await streams("PutRecords", Self.batch(4))["FailedRecordCount"] == 0)
    let all = try await streams.service.storage.streams[0].description.shards.asyncTexts(streams)
    #expect(all == 2 + 1 + 4)
  }

  @Test func `a read may bring nothing although there is more`() async throws {
    let streams = try await StreamsUnderTest()
    try await streams("CreateStream", ["StreamName": "s", "ShardCount": 1])
    try await streams.put("x")
    try streams.desk.faults.add(
      FaultRule(.kinesis, operation: "GetRecords", times: 2, sparseReads: true)
    )
    var iterator = try await streams.iterator()["ShardIterator"]
    var pages: [[String]] = []
    for _ in 0..<3 {
      let page = try await streams.read(iterator)
      pages.append(page.texts)
      iterator = page["NextShardIterator"]
    }
    #expect(pages == [[], [], ["x"]])
  }

  @Test func `a call fails in Kinesis's own form`() async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    try streams.desk.faults.add(
      FaultRule(
        .kinesis,
        match: ["stream": "s"],
        times: 1,
        error: .init(code: "ProvisionedThroughputExceededException", status: 400)
      )
    )
    #expect(try await streams.put("x").code == "ProvisionedThroughputExceededException")
    #expect(try await streams.put("x").status == 200)
    #expect(throws: FaultRuleError.self) {
      try streams.desk.faults.add(FaultRule(.kinesis, operation: "PutRecrod", records: [1]))
    }
  }

  @Test(arguments: [
    (#"{"a":1}"#, nil), ("plain text", nil), ("", nil), ("e", nil),
    (#""{\"a\":1}""#, "JSON inside"), ("eyJhIjoxfQ==", "encoded twice"),
    (#""eyJhIjoxfQ==""#, "encoded twice"), ("{index=1, name=x}", "Java map"),
  ])
  func `the journal says what looks like a mistake of the producer's`(
    data: String,
    diagnosis: String?
  ) async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    #expect(try await streams.put(data).status == 200)
    let notes = streams.desk.journal.entries(operation: "PutRecord").last?.notes ?? []
    #expect(notes.count == (diagnosis == nil ? 0 : 1))
    if let diagnosis { #expect(notes.first?.contains(diagnosis) == true) }
  }
}

extension [Shard] {
  /// How many records there are in all of them.
  fileprivate func asyncTexts(_ streams: StreamsUnderTest) async throws -> Int {
    var count = 0
    for shard in self { count += try await streams.texts(shard: shard.id.number).count }
    return count
  }
}
