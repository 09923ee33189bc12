import Digests
import Foundation
import HTTPWire
import JSONBytes
import Testing

@testable import LocalCloud

/// Consumers of their own, and what is sent to them.
@Suite(.timeLimit(.minutes(1))) struct KinesisConsumersTests {
  private static let arn: JSONValue = "arn:aws:kinesis:us-east-1:123456789012:stream/s"

  private static func streams() async throws -> (StreamsUnderTest, consumer: JSONValue) {
    let streams = try await StreamsUnderTest()
    try await streams("CreateStream", ["StreamName": "s", "ShardCount": 1])
    let answer = try await streams(
      "RegisterStreamConsumer",
      ["StreamARN": arn, "ConsumerName": "c"]
    )
    return (streams, answer["Consumer"]["ConsumerARN"] ?? .null)
  }

  @Test func `a consumer is registered, described, listed and removed`() async throws {
    let (streams, consumer) = try await Self.streams()
    #expect(consumer == "arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1795159978")
    let described = try await streams("DescribeStreamConsumer", ["ConsumerARN": consumer])
    #expect(described["ConsumerDescription"]["ConsumerStatus"] == "ACTIVE")
    #expect(described["ConsumerDescription"]["StreamARN"] == Self.arn)
    let again = try await streams(
      "RegisterStreamConsumer",
      ["StreamARN": Self.arn, "ConsumerName": "c"]
    )
    #expect(again.code == "ResourceInUseException")
    for number in 0..<19 {
      try await streams(
        "RegisterStreamConsumer",
        ["StreamARN": Self.arn, "ConsumerName": .string("n\(number)")]
      )
    }
    let tooMany = try await streams(
      "RegisterStreamConsumer",
      ["StreamARN": Self.arn, "ConsumerName": "x"]
    )
    #expect(tooMany.code == "LimitExceededException")
    let page = try await streams("ListStreamConsumers", ["StreamARN": Self.arn, "MaxResults": 15])
    #expect(page["Consumers"].array?.count == 15)
    let rest: JSONValue = ["StreamARN": Self.arn, "NextToken": page["NextToken"]]
    #expect(try await streams("ListStreamConsumers", rest)["Consumers"].array?.count == 5)
    #expect(try await streams("DeleteStream", ["StreamName": "s"]).code == "ResourceInUseException")
    let gone: JSONValue = ["StreamARN": Self.arn, "ConsumerName": "c"]
    #expect(try await streams("DeregisterStreamConsumer", gone).status == 200)
    #expect(
      try await streams("DescribeStreamConsumer", gone).message
        == "Consumer c, account 123456789012 not found."
    )
    let anyway: JSONValue = ["StreamName": "s", "EnforceConsumerDeletion": true]
    #expect(try await streams("DeleteStream", anyway).status == 200)
  }

  /// Frames as a client takes them apart.
  private struct Frames {
    var events: [(type: String, content: JSONValue)] = []

    mutating func take(_ bytes: [UInt8]) throws {
      var rest = bytes[...]
      while !rest.isEmpty {
        func number(_ place: Int, _ length: Int) -> Int {
          rest[(rest.startIndex + place)..<(rest.startIndex + place + length)]
            .reduce(0) { $0 << 8 | Int($1) }
        }
        let (total, fields) = (number(0, 4), number(4, 4))
        let frame = Array(rest.prefix(total))
        #expect(UInt32(number(8, 4)) == CRC32.hash(Array(frame[..<8])))
        #expect(UInt32(number(total - 4, 4)) == CRC32.hash(Array(frame[..<(total - 4)])))
        var place = 12
        var headers: [String: String] = [:]
        while place < 12 + fields {
          let name = Int(frame[place])
          let length = Int(frame[place + name + 2]) << 8 | Int(frame[place + name + 3])
          #expect(frame[place + name + 1] == 7)
          let value = place + name + 4
          headers[String(decoding: frame[(place + 1)...(place + name)], as: UTF8.self)] =
            String(decoding: frame[value..<(value + length)], as: UTF8.self)
          place = value + length
        }
        let type = headers[":event-type"] ?? headers[":exception-type"] ?? ""
        events.append((type, try JSONValue(parsing: Array(frame[place..<(total - 4)]))))
        rest = rest.dropFirst(total)
      }
    }
  }

  private static func subscribe(
    _ streams: StreamsUnderTest,
    _ consumer: JSONValue,
    _ position: JSONValue = ["Type": "TRIM_HORIZON"]
  ) async -> HTTPResponse {
    var request = HTTPRequest(
      .post,
      origin: HTTPOrigin(scheme: .http, host: "localhost", port: 4566),
      target: "/",
      headers: [
        "X-Amz-Target": "Kinesis_20131202.SubscribeToShard",
        "Content-Type": "application/x-amz-json-1.1",
      ]
    )
    let body: JSONValue = [
      "ConsumerARN": consumer, "ShardId": "shardId-000000000000", "StartingPosition": position,
    ]
    request.body = .bytes(body.bytes)
    return await streams.service.answer(request)
  }

  @Test func `records are sent as they come, after a first frame that says so`() async throws {
    let (streams, consumer) = try await Self.streams()
    let put = try await streams.put("before")
    let response = await Self.subscribe(streams, consumer)
    #expect(response.headers["Content-Type"] == "application/vnd.amazon.eventstream")
    let chunks = response.body.chunks.makeAsyncIterator()
    var frames = Frames()
    for _ in 0..<2 { try frames.take(try #require(try await chunks.next())) }
    #expect(frames.events.map(\.type) == ["initial-response", "SubscribeToShardEvent"])
    let event = frames.events[1].content
    #expect(event["Records"]?[0]?["SequenceNumber"] == put["SequenceNumber"])
    #expect(event["ContinuationSequenceNumber"] == put["SequenceNumber"])
    try await streams.put("after")
    try frames.take(try #require(try await chunks.next()))
    #expect(frames.events[2].content["Records"]?[0]?["Data"] == "YWZ0ZXI=")
  }

  @Test func `an event comes at least every five seconds, and the end after five minutes`()
    async throws
  {
    let (streams, consumer) = try await Self.streams()
    let response = await Self.subscribe(streams, consumer, ["Type": "LATEST"])
    let chunks = response.body.chunks.makeAsyncIterator()
    var frames = Frames()
    try frames.take(try #require(try await chunks.next()))
    let clock = streams.clock
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // Nobody tells when the feed has begun to wait; time passes until it has noticed.
        while !Task.isCancelled {
          clock.advance(by: .seconds(1))
          try? await Task.sleep(for: .milliseconds(1))
        }
      }
      while let bytes = try await chunks.next() { try frames.take(bytes) }
      group.cancelAll()
    }
    #expect(frames.events.count > 20)
    #expect(frames.events.dropFirst().allSatisfy { $0.content["Records"] == [] })
    let continuation = frames.events.last?.content["ContinuationSequenceNumber"]?.string ?? ""
    try await streams.put("later")
    let position: JSONValue = [
      "Type": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": .string(continuation),
    ]
    let again = await Self.subscribe(streams, consumer, position)
    let rest = again.body.chunks.makeAsyncIterator()
    for _ in 0..<2 { try frames.take(try #require(try await rest.next())) }
    #expect(frames.events.last?.content["Records"]?[0]?["Data"] == "bGF0ZXI=")
  }

  @Test func `a closed shard is sent to its end, with its children`() async throws {
    let (streams, consumer) = try await Self.streams()
    try await streams.put("x")
    try await streams(
      "SplitShard",
      ["StreamName": "s", "ShardToSplit": "0", "NewStartingHashKey": "100"]
    )
    let response = await Self.subscribe(streams, consumer)
    var frames = Frames()
    for try await bytes in response.body.chunks { try frames.take(bytes) }
    #expect(frames.events.count == 2)
    #expect(frames.events[1].content["ChildShards"]?.array?.count == 2)
    #expect(frames.events[1].content["ContinuationSequenceNumber"] == nil)
  }

  @Test func `one subscription at a time, unless the older has had five seconds`() async throws {
    let (streams, consumer) = try await Self.streams()
    let first = await Self.subscribe(streams, consumer)
    let chunks = first.body.chunks.makeAsyncIterator()
    _ = try await chunks.next()
    #expect(await Self.subscribe(streams, consumer).status == 400)
    streams.clock.advance(by: .seconds(5))
    let second = await Self.subscribe(streams, consumer)
    #expect(second.status == 200)
    var frames = Frames()
    try frames.take(try #require(try await chunks.next()))
    #expect(frames.events.map(\.type) == ["ResourceInUseException"])
    #expect(try await chunks.next() == nil)
  }

  @Test func `a cloud that ends does not wait for its subscribers`() async throws {
    let (streams, consumer) = try await Self.streams()
    let response = await Self.subscribe(streams, consumer, ["Type": "LATEST"])
    let chunks = response.body.chunks.makeAsyncIterator()
    _ = try await chunks.next()
    let subscriptions = streams.service.subscriptions
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { subscriptions.stop() }
      _ = try await chunks.next()
      try await group.waitForAll()
    }
    #expect(try await chunks.next() == nil)
  }
}
