public import HTTPWire
import Synchronization

/// Gathers single records into requests, with bounded memory and an outcome for every record.
///
/// ``KafkaRESTClient/withProducer(options:_:)`` runs one as long as a closure runs. Nothing is
/// dropped: who adds records faster than the proxy takes them waits, and each record accepted is
/// written, refused, failed or, after a cancellation, not sent; ``tally`` counts them.
public final class BatchingProducer<Transport: HTTPTransport>: Sendable {
  private struct Books {
    var tally = ProducerTally()
    var unwritten: UnwrittenRecords?
  }

  @usableFromInline let client: KafkaRESTClient<Transport>
  private let options: BatchingOptions
  private let queue: BatchQueue
  private let elapsed: @Sendable () -> Duration
  private let books = Mutex(Books())

  /// Prepares a producer; nothing is sent before ``run()``.
  public init(_ client: KafkaRESTClient<Transport>, options: BatchingOptions = BatchingOptions()) {
    precondition(options.requestsAtOnce > 0 && options.recordsPerRequest > 0, "nothing would move")
    self.client = client
    self.options = options
    elapsed = client.options.clock.stopwatch()
    queue = BatchQueue(options, elapsed: elapsed)
  }

  /// How many records came to which end by now.
  public var tally: ProducerTally {
    var tally = books.withLock { $0.tally }
    tally.accepted = queue.accepted
    return tally
  }

  /// Adds a record and waits for its outcome.
  @inlinable public func send<Key, Value>(
    _ record: Record<Key, Value>,
    to topic: TopicName
  ) async throws(KafkaRESTError) -> RecordOutcome {
    let outcome = Mailbox()
    try await add(record, to: topic) { outcome.put($0) }
    return await outcome.take()
  }

  /// Adds a record and waits only for room; `listener` hears of the outcome.
  ///
  /// It is called once, on the task that sent the record: be brief. Without a listener a record
  /// that is not written makes ``KafkaRESTClient/withProducer(options:_:)`` throw in the end.
  @inlinable public func add<Key, Value>(
    _ record: Record<Key, Value>,
    to topic: TopicName,
    listener: (@Sendable (RecordOutcome) -> Void)? = nil
  ) async throws(KafkaRESTError) {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(1_024)
    do {
      try withUnsafePointer(to: record) { record in
        try encoded.append(
          recordAt: record,
          encoder: client.common.options.encoder,
          dialect: client.common.options.dialect
        )
      }
    } catch { throw client.unencodable(error, position: nil, route: route(to: topic)) }
    if offer(encoded, for: topic, listener) { return }
    try await put(encoded, for: topic, listener)
  }

  /// Sends what is gathered, and waits for the outcome of every record accepted by now.
  public func flush() async { await queue.flush() }

  /// Takes no more records; ``run()`` returns when the outcome of every one is known.
  public func close() { queue.close() }

  /// Sends until the producer is closed and empty, or the task is cancelled.
  ///
  /// Cancelled, it reports what has not left yet as not sent.
  public func run() async {
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<options.requestsAtOnce {
        group.addTask {
          while let batch = await self.queue.take() { await self.send(batch) }
          return true
        }
      }
      group.addTask {
        await self.watchTime()
        return false
      }
      var senders = options.requestsAtOnce
      for await isSender in group {
        if isSender { senders -= 1 }
        if senders == 0 { group.cancelAll() }
      }
    }
    while let batch = queue.takeLeftover() {
      settle(batch, batch.listeners.map { _ in .notSent })
    }
  }

  /// The records nobody was told of, if any.
  var unwritten: UnwrittenRecords? { books.withLock { $0.unwritten } }

  /// Adds a record if there is room at once, which is the rule.
  @usableFromInline func offer(
    _ record: [UInt8],
    for topic: TopicName,
    _ listener: (@Sendable (RecordOutcome) -> Void)?
  ) -> Bool {
    let item = BatchBuffer.Item(topic: topic, record: record, listener: listener)
    return queue.offer(item) ?? false
  }

  /// Adds a record as soon as there is room.
  @usableFromInline func put(
    _ record: [UInt8],
    for topic: TopicName,
    _ listener: (@Sendable (RecordOutcome) -> Void)?
  ) async throws(KafkaRESTError) {
    let item = BatchBuffer.Item(topic: topic, record: record, listener: listener)
    guard await !queue.put(item) else { return }
    throw client.call("produce to", topic.text, .post, at: route(to: topic).path).failure(
      .cancelled,
      "the producer takes no more records"
    )
  }

  @usableFromInline func route(to topic: TopicName) -> ProduceRoute {
    ProduceRoute(topic: topic, format: options.format, schemas: options.schemas)
  }

  private func watchTime() async {
    while let due = await queue.nextDue() {
      do { try await client.options.clock.sleep(for: max(.zero, due - elapsed())) } catch { return }
      queue.sealDue()
    }
  }
}

// MARK: - Sending

extension BatchingProducer {
  private func send(_ batch: BatchBuffer.Batch) async {
    var patience = 8
    let outcomes = await outcomes(of: batch.records, along: route(to: batch.topic), &patience)
    settle(batch, outcomes)
  }

  /// Sends records and gives each an outcome.
  ///
  /// A request is refused as a whole for its size, or for a single record. Nothing of it is
  /// written then, and its halves are tried, so that good records do not pay for a bad neighbour;
  /// when all seem bad, patience ends.
  private func outcomes(
    of records: EncodedRecords,
    along route: ProduceRoute,
    _ patience: inout Int
  ) async -> [RecordOutcome] {
    let failure: KafkaRESTError
    do throws(KafkaRESTError) {
      return try await client.produceEncoded(records, along: route).outcomes
    } catch { failure = error }
    let isDivisible = [400, 413, 422].contains(failure.status) && !failure.mayHaveArrived
    if failure.code == .rejected, isDivisible, records.count > 1, patience > 0 {
      let middle = records.count / 2
      let first = records.selecting(0..<middle)
      let second = records.selecting(middle..<records.count)
      return await outcomes(of: first, along: route, &patience)
        + outcomes(of: second, along: route, &patience)
    }
    patience -= 1
    let wasNeverSent = failure.code == .cancelled && !failure.mayHaveArrived
    return Array(repeating: wasNeverSent ? .notSent : .failed(failure), count: records.count)
  }

  private func settle(_ batch: BatchBuffer.Batch, _ outcomes: [RecordOutcome]) {
    books.withLock { books in
      for (listener, outcome) in zip(batch.listeners, outcomes) {
        books.tally.count(outcome)
        if listener == nil, outcome.written == nil {
          books.unwritten = books.unwritten ?? UnwrittenRecords(topic: batch.topic, first: outcome)
          books.unwritten?.count += 1
        }
      }
    }
    for (listener, outcome) in zip(batch.listeners, outcomes) { listener?(outcome) }
    queue.settled(batch.number, records: outcomes.count, weight: batch.weight)
  }
}
