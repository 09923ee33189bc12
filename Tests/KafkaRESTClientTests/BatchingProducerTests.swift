import Foundation
import HTTPWire
import KafkaRESTClient
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct BatchingProducerTests {
  typealias Client = KafkaRESTClient<ScriptedTransport>
  typealias Reply = ScriptedTransport.Reply

  struct Stop: Error {}

  static func client(
    _ replies: [Reply] = [],
    otherwise: Reply,
    clock: any Clock<Duration> = EagerClock(),
    _ change: (inout KafkaRESTOptions) -> Void = { _ in }
  ) throws -> Client {
    var options = KafkaRESTOptions()
    options.clock = clock
    change(&options)
    return KafkaRESTClient(
      ScriptedTransport(replies, otherwise: otherwise),
      endpoint: try HTTPEndpoint("http://127.0.0.1:8082"),
      options: options
    )
  }

  static func batching(_ change: (inout BatchingOptions) -> Void) -> BatchingOptions {
    var options = BatchingOptions()
    change(&options)
    return options
  }

  @Test func `sends everything, in order where one request at a time is allowed`() async throws {
    let topic = PretendTopic()
    let kafka = try Self.client(otherwise: topic.reply)
    let options = Self.batching {
      $0.requestsAtOnce = 1
      $0.recordsPerRequest = 100
    }
    let tally = try await kafka.withProducer(options: options) { producer in
      for number in 0..<1_000 { try await producer.add(Record(value: number), to: "foo") }
      await producer.flush()
      return producer.tally
    }
    #expect(topic.values == Array(0..<1_000))
    #expect(tally.written == 1_000 && tally.pending == 0)
  }

  @Test func `who adds too fast waits until there is room`() async throws {
    let topic = PretendTopic()
    let gate = Gate()
    let kafka = try Self.client(
      otherwise: .respond { request async throws(HTTPTransportError) in
        await gate.pass()
        return topic.store(request)
      }
    )
    let options = Self.batching {
      $0.recordsPerRequest = 5
      $0.bufferedRecords = 10
    }
    try await kafka.withProducer(options: options) { producer in
      async let adding: Void = {
        for number in 0..<25 { try await producer.add(Record(value: number), to: "foo") }
      }()
      await gate.someoneWaits()
      while producer.tally.accepted < 10 { await Task.yield() }
      for _ in 0..<200 { await Task.yield() }
      #expect(producer.tally.accepted == 10)
      gate.open()
      try await adding
    }
    #expect(topic.values.sorted() == Array(0..<25))
  }

  @Test func `a flush waits for outcomes and not for company`() async throws {
    let topic = PretendTopic()
    let kafka = try Self.client(otherwise: topic.reply, clock: ManualClock())
    try await kafka.withProducer { producer in
      for number in 0..<3 { try await producer.add(Record(value: number), to: "foo") }
      await producer.flush()
      #expect(topic.values == [0, 1, 2])
      await producer.flush()
    }
    #expect(kafka.transport.asked.count == 1)
  }

  @Test func `a lonely record leaves after the linger`() async throws {
    let topic = PretendTopic()
    let clock = ManualClock()
    let kafka = try Self.client(otherwise: topic.reply, clock: clock)
    let options = Self.batching { $0.linger = .milliseconds(30) }
    let outcome = try await kafka.withProducer(options: options) { producer in
      async let outcome = producer.send(Record(value: 7), to: "foo")
      await clock.someoneSleeps()
      clock.advance(by: .milliseconds(29))
      for _ in 0..<100 { await Task.yield() }
      #expect(kafka.transport.asked.isEmpty)
      clock.advance(by: .milliseconds(1))
      return try await outcome
    }
    #expect(outcome.written?.offset == 0)
  }

  @Test func `tells each record's outcome`() async throws {
    let topic = PretendTopic()
    let kafka = try Self.client(
      otherwise: .respond { request async throws(HTTPTransportError) in
        topic.store(request, refusing: [2, 5])
      },
      clock: ManualClock()
    )
    let refused = Mutex<[Int]>([])
    let tally = try await kafka.withProducer { producer in
      for number in 0..<8 {
        try await producer.add(Record(value: number), to: "foo") { outcome in
          if case .refused = outcome { refused.withLock { $0.append(number) } }
        }
      }
      await producer.flush()
      return producer.tally
    }
    #expect(refused.withLock { $0 } == [2, 5])
    #expect(tally.written == 6 && tally.refused == 2)
  }

  @Test func `a loss nobody listened for is thrown in the end`() async throws {
    let kafka = try Self.client(otherwise: .error(404, 40401, "Topic not found."))
    let error = await #expect(throws: UnwrittenRecords.self) {
      try await kafka.withProducer { producer in
        for number in 0..<3 { try await producer.add(Record(value: number), to: "nope") }
      }
    }
    #expect(error?.count == 3)
    #expect(error?.description.contains("topic not found (HTTP 404, 40401)") == true)
  }

  @Test func `what was added before the closure threw is sent`() async throws {
    let topic = PretendTopic()
    let kafka = try Self.client(otherwise: topic.reply, clock: ManualClock())
    await #expect(throws: Stop.self) {
      try await kafka.withProducer { producer in
        for number in 0..<3 { try await producer.add(Record(value: number), to: "foo") }
        throw Stop()
      }
    }
    #expect(topic.values == [0, 1, 2])
  }

  @Test func `cancelled, it says of each record what became of it`() async throws {
    let gate = Gate()
    let kafka = try Self.client(
      otherwise: .respond { request async throws(HTTPTransportError) in
        await gate.pass()
        throw HTTPTransportError(.cancelled, request: request, detail: "", mayHaveArrived: true)
      }
    )
    let producer = BatchingProducer(
      kafka,
      options: Self.batching {
        $0.requestsAtOnce = 1
        $0.recordsPerRequest = 5
      }
    )
    let running = Task { await producer.run() }
    for number in 0..<12 { try await producer.add(Record(value: number), to: "foo") }
    await gate.someoneWaits()
    running.cancel()
    gate.open()
    await running.value
    #expect(producer.tally.accepted == 12 && producer.tally.pending == 0)
    #expect(producer.tally.failed == 5 && producer.tally.notSent == 7)
    let error = await #expect(throws: KafkaRESTError.self) {
      try await producer.add(Record(value: 12), to: "foo")
    }
    #expect(error?.code == .cancelled)
  }

  @Test func `a waiting task that is cancelled leaves nothing behind`() async throws {
    let gate = Gate()
    let topic = PretendTopic()
    let kafka = try Self.client(
      otherwise: .respond { request async throws(HTTPTransportError) in
        await gate.pass()
        return topic.store(request)
      }
    )
    let options = Self.batching {
      $0.recordsPerRequest = 1
      $0.bufferedRecords = 1
    }
    try await kafka.withProducer(options: options) { producer in
      try await producer.add(Record(value: 0), to: "foo")
      await gate.someoneWaits()
      let waiting = Task { try await producer.add(Record(value: 1), to: "foo") }
      for _ in 0..<100 { await Task.yield() }
      waiting.cancel()
      await #expect(throws: KafkaRESTError.self) { try await waiting.value }
      gate.open()
      try await producer.add(Record(value: 2), to: "foo")
    }
    #expect(topic.values == [0, 2])
  }

  @Test func `good records do not pay for a bad neighbour`() async throws {
    let topic = PretendTopic()
    let kafka = try Self.client(
      otherwise: .respond { request async throws(HTTPTransportError) in
        guard case .bytes(let body) = request.body,
          !PretendTopic.numbers(in: body).contains(13)
        else {
          let body = #"{"error_code":42203,"message":"Conversion of JSON to Object failed: 13"}"#
          return HTTPResponse(status: 422, body: .bytes(Array(body.utf8)))
        }
        return topic.store(request)
      },
      clock: ManualClock()
    )
    let tally = try await kafka.withProducer { producer in
      for number in 0..<100 { try await producer.add(Record(value: number), to: "foo") { _ in } }
      await producer.flush()
      return producer.tally
    }
    #expect(tally.written == 99 && tally.failed == 1)
    #expect(topic.values == (0..<100).filter { $0 != 13 })
  }

  @Test func `when every record is bad it does not ask about each of them`() async throws {
    // Time stands still, so that only the flush ends the one batch, however slowly it is filled.
    let kafka = try Self.client(
      otherwise: .error(422, 42203, "Conversion failed"),
      clock: ManualClock()
    )
    let tally = try await kafka.withProducer { producer in
      for number in 0..<500 { try await producer.add(Record(value: number), to: "foo") { _ in } }
      await producer.flush()
      return producer.tally
    }
    #expect(tally.failed == 500)
    #expect(kafka.transport.asked.count < 40)
  }

  @Test func `accounts for every record whatever the proxy does`() async throws {
    let topic = PretendTopic()
    let turn = Atomic(0)
    let kafka = try Self.client(
      otherwise: .respond { request async throws(HTTPTransportError) in
        switch turn.add(1, ordering: .relaxed).oldValue % 7 {
        case 0: return HTTPResponse(status: 429)
        case 2: return HTTPResponse(status: 500)
        case 3:
          _ = topic.store(request)
          throw HTTPTransportError(
            .connectionLost,
            request: request,
            detail: "cut",
            mayHaveArrived: true
          )
        case 5: return topic.store(request, refusing: [17])
        default: return topic.store(request)
        }
      }
    ) { $0.retries.attempts = 50 }
    let count = 20_000
    let tally = try await kafka.withProducer { producer in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for lane in 0..<4 {
          group.addTask {
            for number in stride(from: lane, to: count, by: 4) {
              try await producer.add(Record(value: number), to: "foo") { _ in }
            }
          }
        }
        try await group.waitForAll()
      }
      await producer.flush()
      return producer.tally
    }
    #expect(tally.accepted == count && tally.pending == 0)
    #expect(tally.written + tally.refused == count && tally.refused <= 1)
    let copies = Dictionary(topic.values.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(copies.count == tally.written)
    #expect(copies.values.count { $0 > 1 } <= tally.possiblyDuplicated)
  }
}
