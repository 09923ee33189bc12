/// The records of all shards as they come: those of a shard in their order, and those of a shard
/// before those of its children.
///
/// They can be gone through once, record by record or in ``batches(_:)``.
public struct KinesisRecords: AsyncSequence, Sendable {
  /// One record.
  public typealias Element = KinesisRecord
  /// What ends the records.
  public typealias Failure = KinesisError

  let session: ConsumerSession

  /// How far the records were handed out, the last one included: store it when that is processed.
  public var checkpoint: StreamCheckpoint { session.checkpoint }

  /// How far behind its newest record each shard was when it was read last.
  public var lags: [ShardID: Duration] { session.lags }

  /// The same records in batches, for whoever stores many at once.
  public func batches(_ limits: StreamBatches.Limits = StreamBatches.Limits()) -> StreamBatches {
    StreamBatches(session: session, limits: limits)
  }

  /// Starts reading; a second reader is the programmer's mistake.
  public func makeAsyncIterator() -> Iterator {
    precondition(session.claimReading(), "the records of a consumer can be gone through once")
    return Iterator(session: session)
  }

  /// The one reading of the records.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let session: ConsumerSession
    private var page: PageChannel.Page?

    fileprivate init(session: ConsumerSession) { self.session = session }

    /// Waits for the next record; `nil` is the end the options have set.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(KinesisError) -> KinesisRecord? {
      while true {
        if let record = page?.records.popFirst() {
          session.handedOut(record)
          return record
        }
        if let page, page.isEnd { session.ended(page.shard) }
        page = nil
        switch await session.channel.take() {
        case .page(let next): page = next
        case .failed(let error): throw error
        case .end, .timedOut: return nil
        }
      }
    }
  }
}

@available(*, unavailable)
extension KinesisRecords.Iterator: Sendable {}
