import HTTPWire
import JSONBytes
import KinesisClient
import Testing

@Suite(.timeLimit(.minutes(1))) struct SubscriptionTests {
  private static let consumer = ResourceARN(
    rawValue: "arn:aws:kinesis:eu-west-1:1:stream/pins/consumer/c:1"
  )
  private static let shards = answer(
    #"{"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","#
      + #""EndingHashKey":"9"},"SequenceNumberRange":{"StartingSequenceNumber":"0"}}]}"#
  )

  /// What a shard sends at once.
  private static func event(_ numbers: ClosedRange<Int>, next: Int?, behind: Int = 5) -> [UInt8] {
    let records = numbers.map { number in
      #"{"SequenceNumber":"\#(number)","Data":"eA==","PartitionKey":"p","#
        + #""ApproximateArrivalTimestamp":1709251198}"#
    }
    let continuation = next.map { #""\#($0)""# } ?? "null"
    return EventStreamMessageBytes.event(
      "SubscribeToShardEvent",
      #"{"Records":[\#(records.joined(separator: ","))],"#
        + #""ContinuationSequenceNumber":\#(continuation),"#
        + #""MillisBehindLatest":\#(behind)\#(next == nil ? #","ChildShards":[]"# : "")}"#
    )
  }

  /// A subscription that sends these messages, cut wherever a network might.
  private static func subscription(_ messages: [UInt8]...) -> ScriptedTransport.Reply {
    let all = EventStreamMessageBytes.event("initial-response", "{}") + messages.joined()
    return { _ in
      let pieces = stride(from: 0, to: all.count, by: 37).map { start in
        Array(all[start..<min(start + 37, all.count)])
      }
      let stream = HTTPByteStream(PieceStream(pieces: pieces))
      return HTTPResponse(status: 200, headers: [:], body: .stream(stream))
    }
  }

  @Test func `events arrive as the shard sent them`() async throws {
    let kinesis = TestKinesis([
      Self.subscription(Self.event(1...3, next: 3), Self.event(4...4, next: 9, behind: 0))
    ])
    let subscription = try await kinesis.stream.subscribe(
      to: "shardId-000000000000",
      as: Self.consumer,
      from: .at("1")
    )
    var events: [ShardEvent] = []
    for try await event in subscription { events.append(event) }
    #expect(events.map { $0.records.map(\.sequenceNumber.rawValue) } == [["1", "2", "3"], ["4"]])
    #expect(events.map(\.continuation) == ["3", "9"])
    #expect(events[1].behind == .zero)
    #expect(
      kinesis.transport.asked[0].text
        == #"{"ConsumerARN":"\#(Self.consumer)","ShardId":"shardId-000000000000","#
        + #""StartingPosition":{"Type":"AT_SEQUENCE_NUMBER","SequenceNumber":"1"}}"#
    )
  }

  @Test func `an exception in the stream is an error with its name`() async throws {
    let kinesis = TestKinesis([
      Self.subscription(EventStreamMessageBytes.exception("ResourceInUseException", "another one"))
    ])
    let subscription = try await kinesis.stream.subscribe(
      to: "s",
      as: Self.consumer,
      from: .trimHorizon
    )
    let error = await #expect(throws: KinesisError.self) { for try await _ in subscription {} }
    #expect(error?.code == .resourceInUse && error?.message == "another one")
    #expect(error?.description.hasPrefix("SubscribeToShard on pins s:") == true)
  }

  @Test func `an end inside a message is no end`() async throws {
    let kinesis = TestKinesis([Self.subscription(Array(Self.event(1...1, next: 1).dropLast(3)))])
    let subscription = try await kinesis.stream.subscribe(
      to: "s",
      as: Self.consumer,
      from: .trimHorizon
    )
    let error = await #expect(throws: KinesisError.self) { for try await _ in subscription {} }
    #expect(error?.code == .unreachable)
  }

  @Test func `a consumer subscribes anew where the last subscription ended`() async throws {
    let kinesis = TestKinesis([
      Self.shards, Self.subscription(Self.event(1...2, next: 2)),
      // The old subscription is still held, then the connection breaks inside an event.
      error("ResourceInUseException"),
      Self.subscription(Self.event(3...3, next: 7), Array(Self.event(8...9, next: 9).dropLast(5))),
      lost(), lost(), lost(), lost(),
      Self.subscription(
        Self.event(8...9, next: 9),
        EventStreamMessageBytes.exception("InternalFailureException", "oops")
      ), Self.subscription(Self.event(10...10, next: nil)), Self.shards,
    ])
    var options = KinesisStream.ConsumerOptions()
    options.fanOut = Self.consumer
    let numbers = try await kinesis.stream.withConsumer(options) { records in
      var numbers: [String] = []
      for try await record in records { numbers.append(record.sequenceNumber.rawValue) }
      #expect(records.checkpoint.shards["shardId-000000000000"] == .finished)
      return numbers
    }
    #expect(numbers == ["1", "2", "3", "8", "9", "10"])
    let starts = kinesis.transport.asked.filter { $0.operation == "SubscribeToShard" }.map {
      $0.body["StartingPosition"]?["SequenceNumber"]?.string
    }
    #expect(starts == [nil, "2", "2", "7", "7", "7", "7", "7", "9"])
  }

  @Test func `a consumer that may not subscribe says so`() async {
    let kinesis = TestKinesis([Self.shards, error("AccessDeniedException")])
    var options = KinesisStream.ConsumerOptions()
    options.fanOut = Self.consumer
    let chosen = options
    let error = await #expect(throws: KinesisError.self) {
      try await kinesis.stream.withConsumer(chosen) { records in for try await _ in records {} }
    }
    #expect(error?.code == .accessDenied)
  }
}

private struct PieceStream: AsyncSequence, Sendable {
  let pieces: [[UInt8]]

  func makeAsyncIterator() -> Iterator { Iterator(pieces: pieces[...]) }

  struct Iterator: AsyncIteratorProtocol {
    var pieces: ArraySlice<[UInt8]>
    mutating func next() async -> [UInt8]? { pieces.popFirst() }
    mutating func next(isolation actor: isolated (any Actor)?) async -> [UInt8]? {
      pieces.popFirst()
    }
  }
}
