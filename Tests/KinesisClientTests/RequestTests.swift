import AWSSigV4
import Foundation
import HTTPWire
import KinesisClient
import Testing

/// What stands on the wire for each operation, and what is read from it.
@Suite struct RequestTests {
  @Test func `a request is signed, addressed and spelled as Kinesis wants it`() async throws {
    let kinesis = TestKinesis([answer(#"{"ShardId":"shardId-000000000001","SequenceNumber":"49"}"#)]
    )
    let record = try await kinesis.stream.put(PutEntry("héllo", partitionKey: "p\"1"))
    #expect(record == WrittenRecord(shardID: "shardId-000000000001", sequenceNumber: "49"))
    let asked = try #require(kinesis.transport.asked.first)
    #expect(asked.request.method == .post)
    #expect(asked.request.origin.description == "https://kinesis.eu-west-1.amazonaws.com")
    #expect(asked.request.target == "/")
    #expect(asked.request.headers["Content-Type"] == "application/x-amz-json-1.1")
    #expect(asked.request.headers["X-Amz-Target"] == "Kinesis_20131202.PutRecord")
    #expect(asked.request.headers["X-Amz-Date"] == "20240229T235958Z")
    let authorization = asked.request.headers["Authorization"] ?? ""
    #expect(
      authorization.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20240229/eu-west-1/kinesis/aws4_request"
      )
    )
    #expect(
      asked.text == #"{"StreamName":"pins","Data":"aMOpbGxv","PartitionKey":"p\"1"}"#
    )
  }

  @Test func `hash keys and ordering are asked for`() async throws {
    let kinesis = TestKinesis([answer(#"{"ShardId":"s","SequenceNumber":"2"}"#)])
    let entry = PutEntry(data: [], partitionKey: "p", explicitHashKey: .max)
    _ = try await kinesis.stream.put(entry, after: "1")
    #expect(
      kinesis.transport.asked[0].text
        == #"{"StreamName":"pins","Data":"","PartitionKey":"p","#
        + #""ExplicitHashKey":"340282366920938463463374607431768211455","#
        + #""SequenceNumberForOrdering":"1"}"#
    )
  }

  @Test func `an endpoint keeps its path`() async throws {
    let kinesis = TestKinesis([answer("")]) {
      $0.endpoint = try? HTTPEndpoint("http://127.0.0.1:4566/base")
    }
    try await kinesis.stream.addTags(["b": "2", "a": "1"])
    let asked = kinesis.transport.asked[0]
    #expect(asked.request.target == "/base/")
    #expect(asked.text == #"{"StreamName":"pins","Tags":{"a":"1","b":"2"}}"#)
  }

  @Test func `a full name stands in place of the short one`() async throws {
    let kinesis = TestKinesis([answer("{}")])
    let arn = ResourceARN(rawValue: "arn:aws:kinesis:eu-west-1:1:stream/pins")
    try await kinesis.client.stream(arn).delete(withConsumers: true)
    #expect(
      kinesis.transport.asked[0].text
        == #"{"StreamARN":"\#(arn)","EnforceConsumerDeletion":true}"#
    )
  }

  @Test(arguments: [
    (4, #"{"StreamName":"pins","ShardCount":4,"StreamModeDetails":{"StreamMode":"PROVISIONED"}}"#),
    (nil, #"{"StreamName":"pins","StreamModeDetails":{"StreamMode":"ON_DEMAND"}}"#),
  ])
  func `streams are made`(shards: Int?, body: String) async throws {
    let kinesis = TestKinesis([answer("")])
    try await kinesis.stream.create(shards: shards)
    #expect(kinesis.transport.asked[0].text == body)
  }

  @Test func `a stream whose making was lost on the way is there`() async throws {
    let kinesis = TestKinesis([lost(), error("ResourceInUseException")])
    try await kinesis.stream.create(shards: 1)
    let other = TestKinesis([error("ResourceInUseException")])
    await #expect(throws: KinesisError.self) { try await other.stream.create(shards: 1) }
  }

  @Test func `shards are changed`() async throws {
    let kinesis = TestKinesis([answer(""), answer(""), answer(""), answer("{}"), answer("{}")])
    let shard = Shard(
      id: "shardId-000000000000",
      hashKeys: 0...UInt128.max,
      startingSequenceNumber: "1"
    )
    try await kinesis.stream.split(shard)
    try await kinesis.stream.merge("shardId-000000000001", with: "shardId-000000000002")
    try await kinesis.stream.setShardCount(4)
    try await kinesis.stream.increaseRetention(toHours: 48)
    try await kinesis.stream.decreaseRetention(toHours: 24)
    #expect(
      kinesis.transport.asked.map { "\($0.operation) \($0.text)" } == [
        #"SplitShard {"StreamName":"pins","ShardToSplit":"shardId-000000000000","#
          + #""NewStartingHashKey":"170141183460469231731687303715884105728"}"#,
        #"MergeShards {"StreamName":"pins","ShardToMerge":"shardId-000000000001","#
          + #""AdjacentShardToMerge":"shardId-000000000002"}"#,
        #"UpdateShardCount {"StreamName":"pins","TargetShardCount":4,"#
          + #""ScalingType":"UNIFORM_SCALING"}"#,
        #"IncreaseStreamRetentionPeriod {"StreamName":"pins","RetentionPeriodHours":48}"#,
        #"DecreaseStreamRetentionPeriod {"StreamName":"pins","RetentionPeriodHours":24}"#,
      ]
    )
  }

  @Test func `records are read with all they say`() async throws {
    let kinesis = TestKinesis([
      answer(#"{"ShardIterator":"AAA\n="}"#),
      answer(
        #"{"Records":[{"SequenceNumber":"4958","ApproximateArrivalTimestamp":1795159978.086,"#
          + #""Data":"eA==","PartitionKey":"p2","EncryptionType":"NONE"}],"#
          + #""NextShardIterator":null,"MillisBehindLatest":1500,"ChildShards":[{"ShardId":"c","#
          + #""ParentShards":["a","b"],"#
          + #""HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"1"}}]}"#
      ),
    ])
    let moment = Date(timeIntervalSince1970: 1_795_159_978.0864)
    let iterator = try await kinesis.stream.iterator(of: "a", at: .timestamp(moment))
    let page = try await kinesis.stream.records(at: iterator, limit: 5)
    #expect(
      kinesis.transport.asked.map(\.text) == [
        #"{"StreamName":"pins","ShardId":"a","ShardIteratorType":"AT_TIMESTAMP","#
          + #""Timestamp":1795159978.086}"#, #"{"ShardIterator":"AAA\n=","Limit":5}"#,
      ]
    )
    #expect(
      page.records == [
        KinesisRecord(
          shardID: "a",
          sequenceNumber: "4958",
          approximateArrivalTimestamp: Date(timeIntervalSince1970: 1_795_159_978.086),
          partitionKey: "p2",
          data: Array("x".utf8)
        )
      ]
    )
    #expect(page.next == nil && page.behind == .milliseconds(1_500))
    #expect(page.children.map(\.id) == ["c"] && page.children[0].parents == ["a", "b"])
  }

  @Test(arguments: [
    (ShardPosition.trimHorizon, #""ShardIteratorType":"TRIM_HORIZON""#),
    (.latest, #""ShardIteratorType":"LATEST""#),
    (.at("1"), #""ShardIteratorType":"AT_SEQUENCE_NUMBER","StartingSequenceNumber":"1""#),
    (.after("1"), #""ShardIteratorType":"AFTER_SEQUENCE_NUMBER","StartingSequenceNumber":"1""#),
  ])
  func `every place can be asked for`(position: ShardPosition, members: String) async throws {
    let kinesis = TestKinesis([answer(#"{"ShardIterator":"i"}"#)])
    _ = try await kinesis.stream.iterator(of: "a", at: position)
    #expect(
      kinesis.transport.asked[0].text == #"{"StreamName":"pins","ShardId":"a",\#(members)}"#
    )
  }

  @Test(arguments: [
    "", "[]", "{", #"{"ShardId":1}"#, #"{"ShardId":"s"}"#, "<html>", #"{"SequenceNumber":null}"#,
  ])
  func `an answer that says nothing is named`(body: String) async {
    let kinesis = TestKinesis([answer(body)])
    let error = await #expect(throws: KinesisError.self) {
      try await kinesis.stream.put(PutEntry("x", partitionKey: "p"))
    }
    #expect(error?.code == .malformedAnswer && error?.mayHaveSucceeded == true)
    #expect(error?.description.hasPrefix("PutRecord on pins: malformed answer (HTTP 200)") == true)
  }
}
