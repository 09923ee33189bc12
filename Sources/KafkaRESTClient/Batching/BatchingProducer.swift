import Batching
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
  private let queue: BatchQueue<GatheredRecord>
  private let books = Mutex(Books())

  /// Prepares a producer; nothing is sent before ``run()``.
  public init(_ client: KafkaRESTClient<Transport>, options: BatchingOptions = BatchingOptions()) {
    precondition(options.requestsAtOnce > 0 && options.recordsPerRequest > 0, "nothing would move")
    self.client = client
    self.options = options
    queue = BatchQueue(options.limits, elapsed: client.options.clock.stopwatch())
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
    try await deliver(encoded(record, for: topic), to: topic)
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
    let encoded = try encoded(record, for: topic)
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
    await queue.run(senders: options.requestsAtOnce, clock: client.options.clock) {
      await self.send($0)
    } leave: {
      settle($0, $0.records.listeners.map { _ in .notSent })
    }
  }

  /// The records nobody was told of, if any.
  var unwritten: UnwrittenRecords? { books.withLock { $0.unwritten } }

  @inlinable func encoded<Key, Value>(
    _ record: Record<Key, Value>,
    for topic: TopicName
  ) throws(KafkaRESTError) -> [UInt8] {
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
    return encoded
  }

  /// Adds a record and waits for its outcome.
  @usableFromInline func deliver(
    _ record: [UInt8],
    to topic: TopicName
  ) async throws(KafkaRESTError) -> RecordOutcome {
    let outcome = Mailbox<RecordOutcome>()
    try await put(record, for: topic) { outcome.put($0) }
    return await outcome.take()
  }

  /// Adds a record if there is room at once, which is the rule.
  @usableFromInline func offer(
    _ record: [UInt8],
    for topic: TopicName,
    _ listener: (@Sendable (RecordOutcome) -> Void)?
  ) -> Bool {
    let item = GatheredRecord(topic: topic, record: record, listener: listener)
    return queue.offer(item) ?? false
  }

  /// Adds a record as soon as there is room.
  @usableFromInline func put(
    _ record: [UInt8],
    for topic: TopicName,
    _ listener: (@Sendable (RecordOutcome) -> Void)?
  ) async throws(KafkaRESTError) {
    let item = GatheredRecord(topic: topic, record: record, listener: listener)
    guard await !queue.put(item) else { return }
    throw client.call("produce to", topic.text, .post, at: route(to: topic).path).failure(
      .cancelled,
      "the producer takes no more records"
    )
  }

  @usableFromInline func route(to topic: TopicName) -> ProduceRoute {
    ProduceRoute(topic: topic, format: options.format, schemas: options.schemas)
  }
}

// MARK: - Sending

extension BatchingProducer {
  private func send(_ batch: BatchQueue<GatheredRecord>.Batch) async {
    var patience = 8
    let outcomes = await outcomes(
      of: batch.records.encoded,
      along: route(to: batch.destination),
      &patience
    )
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

  private func settle(
    _ batch: BatchQueue<GatheredRecord>.Batch,
    _ outcomes: [RecordOutcome]
  ) {
    books.withLock { books in
      for (listener, outcome) in zip(batch.records.listeners, outcomes) {
        books.tally.count(outcome)
        if listener == nil, outcome.written == nil {
          books.unwritten =
            books.unwritten ?? UnwrittenRecords(topic: batch.destination, first: outcome)
          books.unwritten?.count += 1
        }
      }
    }
    for (listener, outcome) in zip(batch.records.listeners, outcomes) { listener?(outcome) }
    queue.settled(batch)
  }
}
