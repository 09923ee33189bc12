import HTTPWire
import JSONBytes
import KinesisClient
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct StreamProducerTests {
  private static func sizes(_ transport: ScriptedTransport) -> [Int] {
    transport.asked.map { $0.body["Records"]?.array?.count ?? 0 }
  }

  /// What fills a request, or a flush, is all that sends it, however slowly records are added.
  private static let patient: StreamProducer.Options = {
    var options = StreamProducer.Options()
    options.linger = .seconds(7 * 86_400)
    return options
  }()

  @Test func `single records travel together`() async throws {
    let kinesis = TestKinesis(ScriptedTransport(answering: PutRecordsTests.accepting))
    var options = Self.patient
    options.put.recordsPerRequest = 10
    let tally = try await kinesis.stream.withProducer(options: options) { producer in
      for entry in entries(95) { try await producer.add(entry) }
      await producer.flush()
      return producer.tally
    }
    #expect(tally.accepted == 95 && tally.written == 95 && tally.pending == 0)
    #expect(Self.sizes(kinesis.transport).sorted() == [5] + Array(repeating: 10, count: 9))
  }

  @Test func `the first record waits for company only so long`() async throws {
    let kinesis = TestKinesis(ScriptedTransport(answering: PutRecordsTests.accepting))
    let outcome = try await kinesis.stream.withProducer { producer in
      try await producer.send(entries(1)[0])
    }
    #expect(outcome.written != nil)
    #expect(kinesis.clock.sleeps.first == .milliseconds(20))
  }

  @Test func `who adds faster than the stream takes waits for room`() async throws {
    let gate = Gate()
    let kinesis = TestKinesis(
      ScriptedTransport { asked throws(HTTPTransportError) in
        await gate.pass()
        return try await PutRecordsTests.accepting(asked)
      }
    )
    var options = StreamProducer.Options()
    options.put.recordsPerRequest = 2
    options.bufferedRecords = 4
    options.requestsAtOnce = 1
    let added = Counter()
    try await kinesis.stream.withProducer(options: options) { producer in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for entry in entries(20) {
            try await producer.add(entry)
            added.add()
          }
        }
        await gate.someoneWaits()
        #expect(added.count <= 4)
        gate.open()
        try await group.waitForAll()
      }
    }
    #expect(added.count == 20)
  }

  @Test func `everybody hears of his own record`() async throws {
    let kinesis = TestKinesis(
      ScriptedTransport(
        answering: PutRecordsTests.judging { $0 == "key-3" ? ("Odd", "no") : nil }
      )
    )
    let heard = Mutex<[String: Bool]>([:])
    try await kinesis.stream.withProducer(options: Self.patient) { producer in
      for entry in entries(5) {
        try await producer.add(entry) { outcome in
          heard.withLock { $0[entry.partitionKey] = outcome.written != nil }
        }
      }
    }
    #expect(
      heard.withLock { $0 } == [
        "key-0": true, "key-1": true, "key-2": true, "key-3": false, "key-4": true,
      ]
    )
  }

  @Test func `records nobody was told of make the end throw`() async throws {
    let kinesis = TestKinesis([error("ResourceNotFoundException", "Stream pins not found.")])
    let error = await #expect(throws: UnwrittenEntries.self) {
      try await kinesis.stream.withProducer(options: Self.patient) { producer in
        for entry in entries(3) { try await producer.add(entry) }
      }
    }
    #expect(
      error?.description
        == "3 records for pins not written, the first of them: PutRecords on pins:"
        + " ResourceNotFoundException (HTTP 400): Stream pins not found. [request RID]"
    )
  }

  @Test func `throttles are counted`() async throws {
    let kinesis = TestKinesis([
      PutRecordsTests.judging { _ in PutRecordsTests.throttle }, PutRecordsTests.accepting,
    ])
    let tally = try await kinesis.stream.withProducer(options: Self.patient) { producer in
      for entry in entries(3) { try await producer.add(entry) }
      await producer.flush()
      return producer.tally
    }
    #expect(tally.throttles == 3 && tally.written == 3)
  }

  @Test func `a closed producer takes nothing`() async {
    let producer = StreamProducer(TestKinesis([]).stream)
    producer.close()
    let error = await #expect(throws: KinesisError.self) { try await producer.add(entries(1)[0]) }
    #expect(error?.code == .cancelled)
  }

  @Test func `after a cancellation, what has not left is not sent`() async {
    let gate = Gate()
    let kinesis = TestKinesis(
      ScriptedTransport { asked throws(HTTPTransportError) in
        await gate.pass()
        return try await PutRecordsTests.accepting(asked)
      }
    )
    var options = StreamProducer.Options()
    options.put.recordsPerRequest = 1
    options.requestsAtOnce = 1
    let producer = StreamProducer(kinesis.stream, options: options)
    let notSent = Counter()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await producer.run() }
      for entry in entries(5) {
        try? await producer.add(entry) { outcome in
          if case .notSent = outcome { notSent.add() }
        }
      }
      await gate.someoneWaits()
      group.cancelAll()
      gate.open()
    }
    #expect(notSent.count == 4)
    #expect(producer.tally.written == 1 && producer.tally.pending == 0)
  }
}
