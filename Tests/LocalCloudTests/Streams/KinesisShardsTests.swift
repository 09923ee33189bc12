import Foundation
import JSONBytes
import Testing

@testable import LocalCloud

/// Splitting and merging.
@Suite struct KinesisShardsTests {
  private static func streams(shards: JSONValue = 1) async throws -> StreamsUnderTest {
    let streams = try await StreamsUnderTest()
    try await streams("CreateStream", ["StreamName": "s", "ShardCount": shards])
    return streams
  }

  private static let half = "170141183460469231731687303715884105728"

  private static func split(
    _ streams: StreamsUnderTest,
    _ shard: JSONValue = "shardId-000000000000",
    at key: String = half
  ) async throws -> StreamsUnderTest.Answer {
    try await streams(
      "SplitShard",
      ["StreamName": "s", "ShardToSplit": shard, "NewStartingHashKey": .string(key)]
    )
  }

  private static func merge(
    _ streams: StreamsUnderTest,
    _ first: JSONValue,
    _ second: JSONValue
  ) async throws -> StreamsUnderTest.Answer {
    try await streams(
      "MergeShards",
      ["StreamName": "s", "ShardToMerge": first, "AdjacentShardToMerge": second]
    )
  }

  @Test func `a split shard is read to its end, and names its children`() async throws {
    let streams = try await Self.streams()
    for text in ["a", "b", "c"] { try await streams.put(text, key: "partition-1") }
    let iterator = try await streams.iterator()["ShardIterator"]
    let first = try await streams.read(iterator, limit: 2)
    #expect(try await Self.split(streams).bytes == [])
    let put = try await streams.put("d", key: "partition-1")
    #expect(put["ShardId"] == "shardId-000000000002")
    let last = try await streams.read(first["NextShardIterator"])
    #expect(last.texts == ["c"])
    #expect(last["NextShardIterator"].isNull)
    let children = last["ChildShards"]
    #expect(children[0]?["ShardId"] == "shardId-000000000001")
    #expect(children[1]?["ShardId"] == "shardId-000000000002")
    #expect(children[1]?["ParentShards"] == ["shardId-000000000000"])
    #expect(children[1]?["HashKeyRange"]?["StartingHashKey"] == .string(Self.half))
    #expect(try await streams.texts(shard: 2) == ["d"])
    let shards = try await streams("ListShards", ["StreamName": "s"])["Shards"].array ?? []
    #expect(shards.count == 3)
    let ending = shards[0]["SequenceNumberRange"]?["EndingSequenceNumber"]?.string ?? ""
    #expect(ending > last.numbers.last ?? "")
    #expect(put["SequenceNumber"].string ?? "" > ending, "a child's numbers are greater")
    #expect(shards[1]["SequenceNumberRange"]?["EndingSequenceNumber"] == nil)
  }

  @Test func `two shards are merged, and their child knows both`() async throws {
    let streams = try await Self.streams(shards: 2)
    try await streams.put("a", key: "partition-2")
    try await streams.put("b", key: "partition-1")
    let merged = try await Self.merge(streams, "shardId-000000000000", "shardId-000000000001")
    #expect(merged.status == 200)
    try await streams.put("c", key: "partition-2")
    #expect(try await streams.texts(shard: 0) == ["a"])
    #expect(try await streams.texts(shard: 1) == ["b"])
    #expect(try await streams.texts(shard: 2) == ["c"])
    let shard = try await streams("ListShards", ["StreamName": "s"])["Shards"][2]
    #expect(shard?["ParentShardId"] == "shardId-000000000000")
    #expect(shard?["AdjacentParentShardId"] == "shardId-000000000001")
    #expect(shard?["HashKeyRange"]?["StartingHashKey"] == "0")
  }

  @Test func `what cannot be split or merged is refused in Kinesis's words`() async throws {
    let streams = try await Self.streams(shards: 3)
    let key = try await Self.split(streams, at: "1")
    #expect(
      key.message
        == "NewStartingHashKey 1 used in SplitShard() on shard shardId-000000000000 in stream s under "
        + "account 123456789012 is not both greater than one plus the shard's StartingHashKey 0 and "
        + "less than the shard's EndingHashKey 113427455640312821154458202477256070484."
    )
    #expect(
      try await Self.merge(streams, "shardId-000000000000", "shardId-000000000002").message
        == "Shards shardId-000000000000 and shardId-000000000002 in stream s under account "
        + "123456789012 are not an adjacent pair of shards eligible for merging"
    )
    #expect(
      try await Self.split(streams, "shardId-000000000009").message
        == "Could not find shard shardId-000000000009 in stream s under account 123456789012."
    )
    _ = try await Self.merge(streams, "0", "1")
    #expect(
      try await Self.split(streams, "0", at: "5").message?.contains("already been merged") == true
    )
    let mode: JSONValue = [
      "StreamARN": "arn:aws:kinesis:us-east-1:123456789012:stream/s",
      "StreamModeDetails": ["StreamMode": "ON_DEMAND"],
    ]
    #expect(try await streams("UpdateStreamMode", mode).status == 200)
    #expect(
      try await Self.split(streams, "2", at: "300000000000000000000000000000000000000").message
        == "Request is invalid. Stream s under account 123456789012 is in On-Demand mode."
    )
  }

  @Test(arguments: [(1, 2), (2, 4), (4, 2), (4, 3), (3, 5), (5, 4), (7, 7), (6, 12), (10, 5)])
  func `the number of shards is updated to even ranges, and every record stays`(
    from: Int,
    to: Int
  ) async throws {
    let streams = try await Self.streams(shards: .number(JSONNumber(from)))
    for number in 0..<40 { try await streams.put("\(number)", key: "key-\(number)") }
    let answer = try await streams(
      "UpdateShardCount",
      [
        "StreamName": "s", "TargetShardCount": .number(JSONNumber(to)),
        "ScalingType": "UNIFORM_SCALING",
      ]
    )
    #expect(answer["CurrentShardCount"].int == from && answer["TargetShardCount"].int == to)
    for number in 40..<80 { try await streams.put("\(number)", key: "key-\(number)") }
    let stream = try #require(streams.service.storage.stream("s"))
    #expect(stream.map.shards.map(\.range) == (0..<to).map { HashKeyRange.even($0, of: to) })
    var found: [Int] = []
    for shard in stream.description.shards {
      found += try await streams.texts(shard: shard.id.number).compactMap { Int($0) }
      let parents = [shard.parent, shard.adjacentParent].compactMap { $0?.number }
      #expect(parents.allSatisfy { $0 < shard.id.number })
      #expect(parents.allSatisfy { stream.description.shards[$0].created < shard.created })
    }
    #expect(found.sorted() == Array(0..<80))
  }

  @Test func `more than double, less than half and the eleventh time are refused`() async throws {
    let streams = try await Self.streams(shards: 4)
    func update(_ count: Int) async throws -> StreamsUnderTest.Answer {
      try await streams(
        "UpdateShardCount",
        [
          "StreamName": "s", "TargetShardCount": .number(JSONNumber(count)),
          "ScalingType": "UNIFORM_SCALING",
        ]
      )
    }
    #expect(
      try await update(9).message
        == "UpdateShardCount cannot scale up over double your current open shard count. "
        + "Current open shard count: 4, Target shard count: 9"
    )
    #expect(
      try await update(1).message
        == "UpdateShardCount cannot scale down below half your current open shard count. "
        + "Current open shard count: 4, Target shard count: 1"
    )
    for number in 0..<10 { #expect(try await update(4 + number % 2).status == 200) }
    #expect(try await update(4).code == "LimitExceededException")
    streams.clock.advance(by: .seconds(86_401))
    #expect(try await update(4).status == 200)
  }

  @Test func `lists of shards can be filtered and come in pages`() async throws {
    let streams = try await Self.streams(shards: 2)
    streams.clock.advance(by: .seconds(100))
    _ = try await Self.merge(streams, "0", "1")
    streams.clock.advance(by: .seconds(100))
    func list(_ filter: JSONValue) async throws -> [Int] {
      let answer = try await streams("ListShards", ["StreamName": "s", "ShardFilter": filter])
      return (answer["Shards"].array ?? []).compactMap {
        $0["ShardId"]?.string.flatMap { ShardID(parsing: $0)?.number }
      }
    }
    #expect(try await list(["Type": "AT_LATEST"]) == [2])
    #expect(try await list(["Type": "AT_TRIM_HORIZON"]) == [0, 1])
    #expect(try await list(["Type": "FROM_TRIM_HORIZON"]) == [0, 1, 2])
    #expect(try await list(["Type": "AT_TIMESTAMP", "Timestamp": 1_795_160_070]) == [0, 1])
    #expect(try await list(["Type": "FROM_TIMESTAMP", "Timestamp": 1_795_160_170]) == [2])
    #expect(
      try await list(["Type": "AFTER_SHARD_ID", "ShardId": "shardId-000000000000"]) == [1, 2]
    )
    let first = try await streams("ListShards", ["StreamName": "s", "MaxResults": 2])
    #expect(first["Shards"].array?.count == 2)
    let rest = try await streams("ListShards", ["NextToken": first["NextToken"]])
    #expect(rest["Shards"][0]?["ShardId"] == "shardId-000000000002")
    #expect(rest["NextToken"].isNull)
    #expect(
      try await streams("ListShards", ["NextToken": first["NextToken"], "StreamName": "s"]).message
        == "NextToken and StreamName cannot be provided together."
    )
    #expect(
      try await streams("ListShards", [:]).message
        == "Either NextToken or StreamName should be provided."
    )
    streams.clock.advance(by: .seconds(301))
    let late = try await streams("ListShards", ["NextToken": first["NextToken"]])
    #expect(late.code == "ExpiredNextTokenException")
    streams.clock.advance(by: .seconds(86_400))
    #expect(try await list(["Type": "FROM_TRIM_HORIZON"]) == [2], "closed shards are forgotten")
  }
}
