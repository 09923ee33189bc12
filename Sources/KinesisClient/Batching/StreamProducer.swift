import Batching
import Synchronization

/// Gathers single records into requests, with bounded memory and an outcome for every record.
///
/// ``KinesisStream/withProducer(options:_:)`` runs one as long as a closure runs. Nothing is
/// dropped: who adds records faster than the stream takes them waits, and each record accepted is
/// written, refused, failed or, after a cancellation, not sent; ``tally`` counts them.
public final class StreamProducer: Sendable {
  private struct Books {
    var tally = Tally()
    var unwritten: UnwrittenEntries?
  }

  private let stream: KinesisStream
  private let options: Options
  private let queue: BatchQueue<GatheredEntry>
  private let books = Mutex(Books())

  /// Prepares a producer; nothing is sent before ``run()``.
  public init(_ stream: KinesisStream, options: Options = Options()) {
    precondition(
      options.requestsAtOnce > 0 && options.put.recordsPerRequest > 0,
      "nothing would move"
    )
    self.stream = stream
    self.options = options
    queue = BatchQueue(options.limits, elapsed: stream.engine.surroundings.clock.stopwatch())
  }

  /// How many records came to which end by now.
  public var tally: Tally {
    var tally = books.withLock { $0.tally }
    tally.accepted = queue.accepted
    return tally
  }

  /// Adds a record and waits for its outcome.
  public func send(_ entry: PutEntry) async throws(KinesisError) -> PutOutcome {
    let outcome = Mailbox<PutOutcome>()
    try await add(entry) { outcome.put($0) }
    return await outcome.take()
  }

  /// Adds a record and waits only for room; `listener` hears of the outcome.
  ///
  /// It is called once, on the task that sent the record: be brief. Without a listener a record
  /// that is not written makes ``KinesisStream/withProducer(options:_:)`` throw in the end.
  public func add(
    _ entry: PutEntry,
    listener: (@Sendable (PutOutcome) -> Void)? = nil
  ) async throws(KinesisError) {
    guard await !queue.put(GatheredEntry(entry: entry, listener: listener)) else { return }
    throw Call("PutRecords", on: stream.reference).locate(
      KinesisError(.cancelled, "the producer takes no more records")
    )
  }

  /// Sends what is gathered, and waits for the outcome of every record accepted by now.
  public func flush() async { await queue.flush() }

  /// Takes no more records; ``run()`` returns when the outcome of every one is known.
  public func close() { queue.close() }

  /// Sends until the producer is closed and empty, or the task is cancelled.
  ///
  /// Cancelled, it reports what has not left yet as not sent.
  public func run() async {
    await queue.run(senders: options.requestsAtOnce, clock: stream.engine.surroundings.clock) {
      await self.send($0)
    } leave: {
      settle($0, PutReport(count: $0.records.count))
    }
  }

  /// The records nobody was told of, if any.
  var unwritten: UnwrittenEntries? { books.withLock { $0.unwritten } }

  private func send(_ batch: BatchQueue<GatheredEntry>.Batch) async {
    settle(batch, await stream.putRecords(batch.records.items.map(\.entry), options: options.put))
  }

  private func settle(_ batch: BatchQueue<GatheredEntry>.Batch, _ report: PutReport) {
    books.withLock { books in
      books.tally.throttles += report.throttles
      for (item, outcome) in zip(batch.records.items, report.outcomes) {
        books.tally.count(outcome)
        guard item.listener == nil, outcome.written == nil else { continue }
        books.unwritten =
          books.unwritten ?? UnwrittenEntries(stream: stream.description, first: outcome)
        books.unwritten?.count += 1
      }
    }
    for (item, outcome) in zip(batch.records.items, report.outcomes) { item.listener?(outcome) }
    queue.settled(batch)
  }
}
