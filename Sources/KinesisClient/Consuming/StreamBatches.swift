/// The records of all shards in batches, each as large as it may be or as its time allows.
///
/// They can be gone through once.
public struct StreamBatches: AsyncSequence, Sendable {
  /// When a batch is full.
  public struct Limits: Sendable, Hashable {
    /// The most records.
    public var records = 5_000
    /// The number of bytes it is full with.
    public var bytes = 8 << 20
    /// How long its first record waits for company.
    public var time: Duration = .seconds(10)

    /// Five thousand records, eight mebibytes, ten seconds.
    public init() {}
  }

  /// One batch; never an empty one.
  public typealias Element = StreamBatch
  /// What ends the batches.
  public typealias Failure = KinesisError

  let session: ConsumerSession
  let limits: Limits

  /// Starts reading; a second reader is the programmer's mistake.
  public func makeAsyncIterator() -> Iterator {
    precondition(session.claimReading(), "the records of a consumer can be gone through once")
    return Iterator(session: session, limits: limits)
  }

  /// The one reading of the batches.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let session: ConsumerSession
    fileprivate let limits: Limits
    private var page: PageChannel.Page?
    /// What ended the records while a batch was filled; it is told when that is gone through.
    private var end: PageChannel.Taken?

    fileprivate init(session: ConsumerSession, limits: Limits) {
      self.session = session
      self.limits = limits
    }

    /// Waits for the next batch; `nil` is the end the options have set.
    ///
    /// A failure is thrown behind the records that came before it.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(KinesisError) -> StreamBatch? {
      var filling = Filling()
      let clock = session.stream.engine.surroundings.clock
      var elapsed: (@Sendable () -> Duration)?
      while true {
        move(into: &filling)
        if elapsed == nil, !filling.records.isEmpty { elapsed = clock.stopwatch() }
        if page == nil, end == nil, !filling.isFull(limits) {
          let rest = elapsed.map { (limit: Swift.max(.zero, limits.time - $0()), clock: clock) }
          switch await session.channel.take(within: rest) {
          case .page(let next):
            page = next
            continue
          case .timedOut: break
          case let end: self.end = end
          }
        }
        if !filling.records.isEmpty { return batch(filling) }
        if case .failed(let error)? = end { throw error }
        return nil
      }
    }

    /// Takes from the page what still has room.
    private mutating func move(into filling: inout Filling) {
      while !filling.isFull(limits), let record = page?.records.popFirst() {
        session.handedOut(record)
        filling.add(record)
      }
      guard let page, page.records.isEmpty else { return }
      if page.isEnd { session.ended(page.shard) }
      self.page = nil
    }

    private func batch(_ filling: Filling) -> StreamBatch {
      StreamBatch(
        records: filling.records,
        checkpoint: session.checkpoint,
        lags: session.lags
      )
    }
  }

  private struct Filling {
    var records: [KinesisRecord] = []
    var bytes = 0

    mutating func add(_ record: KinesisRecord) {
      records.append(record)
      bytes += record.data.count
    }

    func isFull(_ limits: Limits) -> Bool {
      records.count >= limits.records || bytes >= limits.bytes
    }
  }
}

@available(*, unavailable)
extension StreamBatches.Iterator: Sendable {}
