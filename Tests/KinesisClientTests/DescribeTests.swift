import Foundation
import JSONBytes
import KinesisClient
import Testing

@Suite struct DescribeTests {
  private static func shard(_ number: Int, extra: String = "", end: String = "") -> String {
    #"{"ShardId":"shardId-00000000000\#(number)"\#(extra),"#
      + #""HashKeyRange":{"StartingHashKey":"0","#
      + #""EndingHashKey":"340282366920938463463374607431768211455"},"#
      + #""SequenceNumberRange":{"StartingSequenceNumber":"4958"\#(end)}}"#
  }

  private static func description(_ shards: [String], more: Bool) -> String {
    #"{"StreamDescription":{"StreamName":"pins","#
      + #""StreamARN":"arn:aws:kinesis:eu-west-1:1:stream/pins","#
      + #""StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"Shards":["#
      + shards.joined(separator: ",")
      + #"],"HasMoreShards":\#(more),"RetentionPeriodHours":24,"#
      + #""StreamCreationTimestamp":1795159978.5,"#
      + #""EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE"}}"#
  }

  @Test func `a description is put together from its pages`() async throws {
    let kinesis = TestKinesis([
      answer(
        Self.description([Self.shard(0, end: #","EndingSequenceNumber":"5000""#)], more: true)
      ),
      answer(
        Self.description(
          [Self.shard(1, extra: #","ParentShardId":"shardId-000000000000""#)],
          more: false
        )
      ),
    ])
    let described = try await kinesis.stream.describe()
    #expect(described.summary.status == .active && described.summary.mode == .provisioned)
    #expect(described.summary.created == Date(timeIntervalSince1970: 1_795_159_978.5))
    #expect(described.shards.map(\.isOpen) == [false, true])
    #expect(described.shards[1].parents == ["shardId-000000000000"])
    #expect(described.shard(taking: "partition-1")?.id == "shardId-000000000001")
    #expect(kinesis.transport.asked[1].body["ExclusiveStartShardId"] == "shardId-000000000000")
  }

  @Test func `shards are listed by tokens that stand alone`() async throws {
    let kinesis = TestKinesis([
      answer(#"{"Shards":[\#(Self.shard(0))],"NextToken":"t"}"#),
      answer(#"{"Shards":[\#(Self.shard(1))]}"#),
    ])
    let shards = try await kinesis.stream.shards(.after("shardId-x")).all()
    #expect(shards.count == 2)
    #expect(
      kinesis.transport.asked.map(\.text) == [
        #"{"StreamName":"pins","ShardFilter":{"Type":"AFTER_SHARD_ID","ShardId":"shardId-x"}}"#,
        #"{"NextToken":"t"}"#,
      ]
    )
  }

  @Test func `streams are listed one by one, however many pages there are`() async throws {
    let kinesis = TestKinesis([
      answer(
        #"{"StreamNames":["a","b"],"HasMoreStreams":true,"NextToken":"n","StreamSummaries":["#
          + #"{"StreamName":"a","StreamARN":"arn:a","StreamStatus":"ACTIVE"}]}"#
      ), answer(#"{"StreamNames":["c"],"HasMoreStreams":false}"#),
    ])
    var names: [String] = []
    for try await stream in kinesis.client.streams() { names.append(stream.name.text) }
    #expect(names == ["a", "b", "c"])
    #expect(kinesis.transport.asked[1].text == #"{"ExclusiveStartStreamName":"b"}"#)
  }

  @Test func `a listing that leads nowhere ends`() async throws {
    let page = #"{"Shards":[\#(Self.shard(0))],"NextToken":"t"}"#
    let kinesis = TestKinesis([answer(page), answer(page)])
    #expect(try await kinesis.stream.shards().all().count == 2)
  }

  @Test func `a stream is waited for until it is active`() async throws {
    let creating = #"{"StreamDescriptionSummary":{"StreamName":"pins","StreamStatus":"CREATING"}}"#
    let active =
      #"{"StreamDescriptionSummary":{"StreamName":"pins","StreamStatus":"ACTIVE","#
      + #""OpenShardCount":3}}"#
    let kinesis = TestKinesis([
      error("ResourceNotFoundException"), answer(creating), answer(active),
    ])
    #expect(try await kinesis.stream.becomesActive().openShardCount == 3)
    #expect(kinesis.clock.sleeps == [.milliseconds(20), .milliseconds(40)])
    let stuck = TestKinesis(ScriptedTransport { _ in response(200, creating) })
    let error = await #expect(throws: KinesisError.self) {
      try await stuck.stream.becomesActive(within: .seconds(10))
    }
    #expect(error?.code == .timedOut)
    #expect(error?.message == "it is CREATING after 10.0 seconds")
  }

  @Test func `tags come in pages too`() async throws {
    let kinesis = TestKinesis([
      answer(#"{"Tags":[{"Key":"a","Value":"1"}],"HasMoreTags":true}"#),
      answer(#"{"Tags":[{"Key":"b","Value":"2"}],"HasMoreTags":false}"#),
    ])
    #expect(try await kinesis.stream.tags() == ["a": "1", "b": "2"])
    #expect(kinesis.transport.asked[1].body["ExclusiveStartTagKey"] == "a")
  }

  @Test func `a consumer is registered once and waited for`() async throws {
    let arn = "arn:aws:kinesis:eu-west-1:1:stream/pins"
    func consumer(_ status: String) -> String {
      #"{"ConsumerDescription":{"ConsumerName":"c","ConsumerARN":"\#(arn)/consumer/c:1","#
        + #""ConsumerStatus":"\#(status)","ConsumerCreationTimestamp":1}}"#
    }
    let kinesis = TestKinesis([
      answer(
        #"{"StreamDescriptionSummary":{"StreamName":"pins","#
          + #""StreamARN":"\#(arn)","StreamStatus":"ACTIVE"}}"#
      ),
      error("ResourceInUseException"), answer(consumer("CREATING")), answer(consumer("ACTIVE")),
    ])
    let registered = try await kinesis.stream.registerConsumer("c")
    #expect(registered.arn.rawValue == "\(arn)/consumer/c:1")
    #expect(kinesis.transport.asked[1].text == #"{"StreamARN":"\#(arn)","ConsumerName":"c"}"#)
    let other = TestKinesis([answer("")])
    try await other.client.stream(ResourceARN(rawValue: arn)).deregisterConsumer("c")
    #expect(other.transport.asked[0].text == #"{"StreamARN":"\#(arn)","ConsumerName":"c"}"#)
  }
}
