import EventLog
import Foundation
import JSONBytes
import TestKit
import Testing

@testable import LocalCloud

/// Making, describing, limiting and keeping streams.
@Suite struct KinesisStreamsTests {
  private static let arn: JSONValue = "arn:aws:kinesis:us-east-1:123456789012:stream/s"

  @Test func `a stream is described in all its parts`() async throws {
    let streams = try await StreamsUnderTest()
    let made = try await streams(
      "CreateStream",
      ["StreamName": "s", "ShardCount": 2, "Tags": ["team": "data"]]
    )
    #expect(made.status == 200 && made.bytes == [])
    let stream = try await streams("DescribeStream", ["StreamName": "s"])["StreamDescription"]
    #expect(stream["StreamARN"] == Self.arn)
    #expect(stream["StreamStatus"] == "ACTIVE")
    #expect(stream["StreamModeDetails"] == ["StreamMode": "PROVISIONED"])
    #expect(stream["RetentionPeriodHours"] == 24)
    #expect(stream["StreamCreationTimestamp"]?.double == 1_795_159_978.086)
    #expect(stream["EnhancedMonitoring"] == [["ShardLevelMetrics": []]])
    #expect(stream["EncryptionType"] == "NONE")
    #expect(stream["HasMoreShards"] == false)
    #expect(stream["Shards"]?.array?.count == 2)
    let page = try await streams("DescribeStream", ["StreamARN": Self.arn, "Limit": 1])
    #expect(page["StreamDescription"]["HasMoreShards"] == true)
    let rest: JSONValue = ["StreamName": "s", "ExclusiveStartShardId": "shardId-000000000000"]
    let second = try await streams("DescribeStream", rest)["StreamDescription"]["Shards"]
    #expect(second?[0]?["ShardId"] == "shardId-000000000001" && second?[1] == nil)
    let summary = try await streams("DescribeStreamSummary", ["StreamName": "s"])
    #expect(summary["StreamDescriptionSummary"]["OpenShardCount"] == 2)
    #expect(summary["StreamDescriptionSummary"]["Shards"] == nil)
    let again = try await streams("CreateStream", ["StreamName": "s", "ShardCount": 2])
    #expect(again.code == "ResourceInUseException")
    #expect(again.message == "Stream s under account 123456789012 already exists.")
    let tags = try await streams("ListTagsForStream", ["StreamName": "s"])
    #expect(tags["Tags"] == [["Key": "team", "Value": "data"]])
  }

  @Test func `without a number of shards a stream has four and is on demand`() async throws {
    let streams = try await StreamsUnderTest()
    try await streams("CreateStream", ["StreamName": "s"])
    let stream = try await streams("DescribeStreamSummary", ["StreamName": "s"])
    #expect(stream["StreamDescriptionSummary"]["OpenShardCount"] == 4)
    #expect(
      stream["StreamDescriptionSummary"]["StreamModeDetails"] == ["StreamMode": "ON_DEMAND"]
    )
    let limits = try await streams("DescribeLimits", [:])
    #expect(limits["OpenShardCount"] == 4 && limits["OnDemandStreamCount"] == 1)
  }

  @Test func `the streams of the cloud's user are there, also after a reset`() async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["b", "a"] }
    #expect(try await streams("ListStreams", [:])["StreamNames"] == ["a", "b"])
    try await streams("CreateStream", ["StreamName": "s"])
    try await streams.put("x", in: "a")
    let iterator = try await streams.iterator(of: "a")["ShardIterator"]
    try await streams.service.reset()
    #expect(try await streams("ListStreams", [:])["StreamNames"] == ["a", "b"])
    #expect(try await streams.read(iterator).message == "Invalid ShardIterator.")
    for shard in 0..<4 { #expect(try await streams.texts(shard: shard, of: "a") == []) }
  }

  @Test func `lists come in pages`() async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["a", "b", "c"] }
    let first = try await streams("ListStreams", ["Limit": 2])
    #expect(first["StreamNames"] == ["a", "b"] && first["HasMoreStreams"] == true)
    let rest = try await streams("ListStreams", ["NextToken": first["NextToken"]])
    #expect(rest["StreamNames"] == ["c"] && rest["HasMoreStreams"] == false)
    #expect(rest["StreamSummaries"][0]?["StreamStatus"] == "ACTIVE")
    #expect(
      try await streams("ListStreams", ["ExclusiveStartStreamName": "b"])["StreamNames"] == ["c"]
    )
    streams.clock.advance(by: .seconds(301))
    let late = try await streams("ListStreams", ["NextToken": first["NextToken"]])
    #expect(late.code == "ExpiredNextTokenException")
  }

  @Test func `states take their time where they shall`() async throws {
    let streams = try await StreamsUnderTest { $0.stateDelay = .seconds(5) }
    func status() async throws -> String? {
      let answer = try await streams("DescribeStream", ["StreamName": "s"])
      return answer["StreamDescription"]["StreamStatus"]?.string ?? answer.code
    }
    try await streams("CreateStream", ["StreamName": "s", "ShardCount": 1])
    #expect(try await status() == "CREATING")
    #expect(try await streams.put("x").code == "ResourceNotFoundException")
    let listed = try await streams("ListShards", ["StreamName": "s"])
    #expect(listed["Shards"] == [])
    let split: JSONValue = [
      "StreamName": "s", "ShardToSplit": "0", "NewStartingHashKey": "100",
    ]
    #expect(
      try await streams("SplitShard", split).message
        == "Stream s under account 123456789012 not ACTIVE, instead in state CREATING"
    )
    streams.clock.advance(by: .seconds(5))
    #expect(try await status() == "ACTIVE")
    #expect(try await streams("SplitShard", split).status == 200)
    #expect(try await status() == "UPDATING")
    #expect(try await streams.put("x").status == 200, "records go on meanwhile")
    streams.clock.advance(by: .seconds(5))
    try await streams("DeleteStream", ["StreamName": "s"])
    #expect(try await status() == "DELETING")
    streams.clock.advance(by: .seconds(5))
    #expect(try await status() == "ResourceNotFoundException")
    #expect(try await streams("CreateStream", ["StreamName": "s"]).status == 200)
  }

  @Test(arguments: [
    (
      "IncreaseStreamRetentionPeriod", 23,
      "Minimum allowed retention period is 24 hours. "
        + "Requested retention period (23 hours) is too short."
    ),
    (
      "IncreaseStreamRetentionPeriod", 8761,
      "Maximum allowed retention period is 8760 hours. "
        + "Requested retention period (8761 hours) is too long."
    ),
    (
      "IncreaseStreamRetentionPeriod", 30,
      "Requested retention period (30 hours) for stream s can not "
        + "be shorter than existing retention period (48 hours). Use DecreaseRetentionPeriod API."
    ),
    (
      "DecreaseStreamRetentionPeriod", 60,
      "Requested retention period (60 hours) for stream s can not "
        + "be longer than existing retention period (48 hours). Use IncreaseRetentionPeriod API."
    ),
  ])
  func `a retention that cannot be is refused`(
    operation: String,
    hours: Int,
    message: String
  ) async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    func change(_ operation: String, _ hours: Int) async throws -> StreamsUnderTest.Answer {
      try await streams(
        operation,
        ["StreamName": "s", "RetentionPeriodHours": .number(JSONNumber(hours))]
      )
    }
    #expect(try await change("IncreaseStreamRetentionPeriod", 48).status == 200)
    let answer = try await change(operation, hours)
    #expect(answer.code == "InvalidArgumentException" && answer.message == message)
  }

  @Test func `tags are added, listed, and taken away`() async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    try await streams(
      "AddTagsToStream",
      ["StreamName": "s", "Tags": ["a": "1", "b": "2", "c": ""]]
    )
    try await streams("RemoveTagsFromStream", ["StreamName": "s", "TagKeys": ["b"]])
    let page = try await streams("ListTagsForStream", ["StreamName": "s", "Limit": 1])
    #expect(page["Tags"] == [["Key": "a", "Value": "1"]] && page["HasMoreTags"] == true)
    try await streams("TagResource", ["ResourceARN": Self.arn, "Tags": ["d": "4"]])
    let all = try await streams("ListTagsForResource", ["ResourceARN": Self.arn])
    #expect(all["Tags"].array?.count == 3)
    let many = (0..<48).map { JSONObject.Member("k\($0)", "v") }
    let tooMany = try await streams(
      "AddTagsToStream",
      ["StreamName": "s", "Tags": .object(JSONObject(many))]
    )
    #expect(tooMany.code == "InvalidArgumentException")
    let odd = try await streams("AddTagsToStream", ["StreamName": "s", "Tags": ["a;b": ""]])
    #expect(odd.message?.hasPrefix("Some tags contain invalid characters.") == true)
  }

  @Test func `sizes are limited, and the limit can be raised`() async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    let large = String(repeating: "x", count: (1 << 20) + 1)
    let refused = try await streams.put(large)
    #expect(refused.code == "ValidationException")
    #expect(
      refused.message
        == "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1048577 "
        + "cap=1048577]' at 'data' failed to satisfy constraint: Member must have length less than "
        + "or equal to 1048576"
    )
    let more: JSONValue = ["StreamARN": Self.arn, "MaxRecordSizeInKiB": 10_240]
    #expect(try await streams("UpdateMaxRecordSize", more).status == 200)
    #expect(try await streams.put(large).status == 200)
    let beyond: JSONValue = [
      "StreamName": "s", "PartitionKey": "k", "Data": "",
      "ExplicitHashKey": "340282366920938463463374607431768211456",
    ]
    #expect(
      try await streams("PutRecord", beyond).message
        == "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
        + "Specified value was 340282366920938463463374607431768211456"
    )
  }

  @Test func `a number for ordering must be one that can have been given out`() async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    let first = try await streams.put("a")
    func put(after number: JSONValue) async throws -> StreamsUnderTest.Answer {
      try await streams(
        "PutRecord",
        [
          "StreamName": "s", "PartitionKey": "k", "Data": "eA==",
          "SequenceNumberForOrdering": number,
        ]
      )
    }
    let second = try await put(after: first["SequenceNumber"])
    #expect(second["SequenceNumber"].string ?? "" > first["SequenceNumber"].string ?? "")
    let future = SequenceNumber(shardCreated: 1, shard: 0, index: 1, time: 1_900_000_000)
    #expect(
      try await put(after: .string("\(future)")).message
        == "ExclusiveMinimumSequenceNumber \(future) used in PutRecord on stream s under account "
        + "123456789012 is invalid."
    )
  }

  @Test func `topics and streams do not see each other`() async throws {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    #expect(try await streams.log.topics().isEmpty)
    #expect(streams.log.internalTopics().count == 2)
    #expect(throws: LogError.self) { try TopicName("~kinesis") }
  }

  @Test func `everything is there after a restart, and what a crash left is cleared away`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let clock = CloudClock()
      let path = folder.appending(path: "log").path
      var numbers: [String] = []
      var iterator = JSONValue.null
      do {
        let log = try await EmbeddedLog.open(path)
        let streams = try await StreamsUnderTest(log, clock)
        try await streams("CreateStream", ["StreamName": "s", "ShardCount": 1, "Tags": ["a": "b"]])
        for text in ["a", "b", "c"] {
          numbers.append(try await streams.put(text)["SequenceNumber"].string ?? "")
        }
        iterator = try await streams.read(try await streams.iterator()["ShardIterator"], limit: 1)[
          "NextShardIterator"
        ]
        let half: JSONValue = "170141183460469231731687303715884105728"
        try await streams(
          "SplitShard",
          ["StreamName": "s", "ShardToSplit": "0", "NewStartingHashKey": half]
        )
        try await streams("CreateStream", ["StreamName": "gone"])
        try await streams("DeleteStream", ["StreamName": "gone"])
        _ = try await log.createTopic(TopicName(internal: "kinesis.orphan"), TopicSettings())
        try await log.close()
      }
      let log = try await EmbeddedLog.open(path)
      let streams = try await StreamsUnderTest(log, clock)
      #expect(try await streams("ListStreams", [:])["StreamNames"] == ["s"])
      let rest = try await streams.read(iterator)
      #expect(rest.texts == ["b", "c"] && rest.numbers == Array(numbers[1...]))
      #expect(rest["ChildShards"].array?.count == 2)
      let tags = try await streams("ListTagsForStream", ["StreamName": "s"])
      #expect(tags["Tags"] == [["Key": "a", "Value": "b"]])
      #expect(log.internalTopics().count == 2)
      try await log.close()
    }
  }
}
