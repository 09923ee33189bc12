import EventLog
import Foundation
import JSONBytes
import Testing

@testable import LocalCloud

/// Iterators and reads.
@Suite struct KinesisReadingTests {
  private static func streams(shards: Int = 1) async throws -> StreamsUnderTest {
    let streams = try await StreamsUnderTest()
    let count = JSONValue.number(JSONNumber(shards))
    #expect(
      try await streams("CreateStream", ["StreamName": "s", "ShardCount": count]).status == 200
    )
    return streams
  }

  @Test func `reads what was put, with all that belongs to it`() async throws {
    let streams = try await Self.streams()
    let put = try await streams.put("one", key: "partition-1")
    #expect(put["ShardId"] == "shardId-000000000000")
    let page = try await streams.read(try await streams.iterator()["ShardIterator"])
    #expect(page["MillisBehindLatest"] == 0)
    let record = try #require(page["Records"][0])
    #expect(record["SequenceNumber"] == put["SequenceNumber"])
    #expect(record["ApproximateArrivalTimestamp"]?.double == 1_795_159_978.086)
    #expect(record["PartitionKey"] == "partition-1")
    #expect(record["Data"] == "b25l")
    #expect(page["ChildShards"].isNull)
  }

  @Test func `an iterator begins where its type says`() async throws {
    let streams = try await Self.streams()
    var numbers: [String] = []
    for text in ["a", "b", "c"] {
      numbers.append(try await streams.put(text)["SequenceNumber"].string ?? "")
      streams.clock.advance(by: .seconds(10))
    }
    func texts(_ type: String, _ more: JSONObject = [:]) async throws -> [String] {
      try await streams.read(try await streams.iterator(type, more)["ShardIterator"]).texts
    }
    #expect(try await texts("TRIM_HORIZON") == ["a", "b", "c"])
    #expect(try await texts("LATEST") == [])
    let second: JSONObject = ["StartingSequenceNumber": .string(numbers[1])]
    #expect(try await texts("AT_SEQUENCE_NUMBER", second) == ["b", "c"])
    #expect(try await texts("AFTER_SEQUENCE_NUMBER", second) == ["c"])
    let moment = JSONNumber(1_795_159_978.086 + 5).map { JSONValue.number($0) } ?? .null
    #expect(try await texts("AT_TIMESTAMP", ["Timestamp": moment]) == ["b", "c"])
    let shards = try await streams("ListShards", ["StreamName": "s"])["Shards"]
    let start = shards[0]?["SequenceNumberRange"]?["StartingSequenceNumber"] ?? .null
    #expect(try await texts("AT_SEQUENCE_NUMBER", ["StartingSequenceNumber": start]).count == 3)
    #expect(try await texts("AFTER_SEQUENCE_NUMBER", ["StartingSequenceNumber": start]).count == 3)
  }

  @Test func `latest is what was latest when the iterator was made`() async throws {
    let streams = try await Self.streams()
    try await streams.put("before")
    let latest = try await streams.iterator("LATEST")["ShardIterator"]
    try await streams.put("after")
    #expect(try await streams.read(latest).texts == ["after"])
  }

  @Test func `the next iterator is another one, also where nothing came`() async throws {
    let streams = try await Self.streams()
    var iterator = try await streams.iterator()["ShardIterator"]
    var seen: Set<JSONValue> = [iterator]
    for _ in 0..<5 {
      let page = try await streams.read(iterator)
      #expect(page.texts == [])
      iterator = page["NextShardIterator"]
      #expect(seen.insert(iterator).inserted)
    }
    try await streams.put("x")
    #expect(try await streams.read(iterator).texts == ["x"])
  }

  @Test func `pages follow each other, and say how far behind they are`() async throws {
    let streams = try await Self.streams()
    for number in 0..<7 {
      try await streams.put("\(number)")
      streams.clock.advance(by: .seconds(1))
    }
    var iterator = try await streams.iterator()["ShardIterator"]
    var found: [[String]] = []
    var behind: [Int] = []
    for _ in 0..<3 {
      let page = try await streams.read(iterator, limit: 3)
      found.append(page.texts)
      behind.append(page["MillisBehindLatest"].int ?? -1)
      iterator = page["NextShardIterator"]
    }
    #expect(found == [["0", "1", "2"], ["3", "4", "5"], ["6"]])
    #expect(behind == [5_000, 2_000, 0])
  }

  @Test func `an iterator lives five minutes by the clock`() async throws {
    let streams = try await Self.streams()
    let iterator = try await streams.iterator()["ShardIterator"]
    streams.clock.advance(by: .seconds(300))
    #expect(try await streams.read(iterator).status == 200)
    streams.clock.advance(by: .milliseconds(1))
    let late = try await streams.read(iterator)
    #expect(late.status == 400 && late.code == "ExpiredIteratorException")
    #expect(
      late.message
        == "Iterator expired. The iterator was created at time Fri Nov 20 07:32:58 UTC 2026 while "
        + "right now it is Fri Nov 20 07:37:58 UTC 2026 which is further in the future than the "
        + "tolerated delay of 300000 milliseconds."
    )
  }

  @Test func `an iterator nobody here has made is refused`() async throws {
    let streams = try await Self.streams()
    let made = try await streams.iterator()["ShardIterator"].string ?? ""
    let other = try await Self.streams()
    let foreign = try await other.iterator()["ShardIterator"].string ?? ""
    var changed = Array(made.utf8)
    changed[40] ^= 1
    for text in ["x", foreign, String(decoding: changed, as: UTF8.self), "AAAAAAAAAAE="] {
      let answer = try await streams.read(.string(text))
      #expect(answer.code == "InvalidArgumentException")
      #expect(answer.message == "Invalid ShardIterator.")
    }
    #expect(made.utf8.count <= 512)
    #expect(try await streams.read(.string("\"\(made)\"")).status == 200, "quotes do not matter")
  }

  private static let stranger = SequenceNumber(
    shardCreated: 1_500_000_000,
    shard: 0,
    index: 1,
    time: 1_500_000_001
  )

  private static let misfits: [(String, JSONObject, String)] = [
    (
      "LATEST", ["StartingSequenceNumber": "1"],
      "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and "
        + "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. "
        + "Request specified LATEST and also a StartingSequenceNumber."
    ),
    (
      "AT_SEQUENCE_NUMBER", [:],
      "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and "
        + "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. "
        + "Request specified AT_SEQUENCE_NUMBER and no StartingSequenceNumber."
    ),
    (
      "AT_TIMESTAMP", [:],
      "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. "
        + "Current request has no timestamp parameter."
    ),
    (
      "AT_TIMESTAMP", ["Timestamp": 1_795_159_979],
      "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. "
        + "timestampInMillis: 1795159979000, currentTimestampInMillis: 1795159978086"
    ),
    (
      "AT_SEQUENCE_NUMBER", ["StartingSequenceNumber": "0"],
      "StartingSequenceNumber 0 used in GetShardIterator on shard shardId-000000000000 in stream s "
        + "under account 123456789012 is invalid."
    ),
    (
      "AT_SEQUENCE_NUMBER",
      ["StartingSequenceNumber": .string("\(stranger)")],
      "StartingSequenceNumber \(stranger) used in "
        + "GetShardIterator on shard shardId-000000000000 in stream s under account 123456789012 "
        + "is invalid because it did not come from this stream."
    ),
  ]

  @Test(arguments: misfits)
  func `what does not fit together is refused`(
    type: String,
    more: JSONObject,
    message: String
  ) async throws {
    let streams = try await Self.streams()
    let answer = try await streams.iterator(type, more)
    #expect(answer.code == "InvalidArgumentException")
    #expect(answer.message == message)
  }

  @Test func `a number of another shard is refused`() async throws {
    let streams = try await Self.streams(shards: 2)
    let put = try await streams.put("x", key: "partition-1")
    #expect(put["ShardId"] == "shardId-000000000001")
    let answer = try await streams.iterator(
      "AT_SEQUENCE_NUMBER",
      ["StartingSequenceNumber": put["SequenceNumber"]]
    )
    #expect(
      answer.message
        == "Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used in a "
        + "call to a shard with shardId-000000000000"
    )
  }

  @Test func `what is not there is named`() async throws {
    let streams = try await Self.streams()
    let shard = try await streams.iterator(shard: 5)
    #expect(shard.code == "ResourceNotFoundException")
    #expect(
      shard.message
        == "Shard shardId-000000000005 in stream s under account 123456789012 does not exist"
    )
    let stream = try await streams.put("x", in: "nope")
    #expect(stream.message == "Stream nope under account 123456789012 not found.")
    let odd = try await streams(
      "GetShardIterator",
      ["StreamName": "s", "ShardId": "odd", "ShardIteratorType": "LATEST"]
    )
    #expect(odd.message == "Could not find shard odd in stream s under account 123456789012.")
    let iterator = try await streams.iterator()["ShardIterator"]
    try await streams("DeleteStream", ["StreamName": "s"])
    #expect(
      try await streams.read(iterator).message
        == "Stream s under account 123456789012 not found."
    )
  }

  @Test func `records are forgotten after their time, by the clock`() async throws {
    let streams = try await Self.streams()
    try await streams.put("old")
    streams.clock.advance(by: .seconds(23 * 3600))
    try await streams.put("young")
    #expect(try await streams.texts() == ["old", "young"])
    streams.clock.advance(by: .seconds(3601))
    #expect(try await streams.texts() == ["young"])
    streams.clock.advance(by: .seconds(24 * 3600))
    #expect(try await streams.texts() == [])
    try await streams.put("new")
    try await streams.log.enforceRetention()
    #expect(try await streams.texts() == ["new"])
  }

  @Test func `a longer retention keeps them`() async throws {
    let streams = try await Self.streams()
    try await streams.put("old")
    let longer: JSONValue = ["StreamName": "s", "RetentionPeriodHours": 48]
    #expect(try await streams("IncreaseStreamRetentionPeriod", longer).bytes == [])
    streams.clock.advance(by: .seconds(47 * 3600))
    try await streams.log.enforceRetention()
    #expect(try await streams.texts() == ["old"])
    let shorter: JSONValue = ["StreamName": "s", "RetentionPeriodHours": 24]
    #expect(try await streams("DecreaseStreamRetentionPeriod", shorter).status == 200)
    #expect(try await streams.texts() == [])
  }
}
