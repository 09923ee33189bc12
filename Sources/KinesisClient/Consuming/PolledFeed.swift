import FoundationEssentials

/// Asks a shard for its records, again and again.
struct PolledFeed: ShardFeed {
  private let stream: KinesisStream
  private let shard: ShardID
  private let limit: Int
  /// Where a new iterator would begin.
  private var position: ShardPosition
  private var iterator: ShardIterator?
  private var pace: ReadPace
  private(set) var began: Date?

  init(
    _ stream: KinesisStream,
    _ shard: ShardID,
    from position: ShardPosition,
    iterator: ShardIterator?,
    options: KinesisStream.ConsumerOptions
  ) {
    self.stream = stream
    self.shard = shard
    self.position = position
    self.iterator = iterator
    began = iterator?.made
    limit = options.recordsPerRead
    pace = ReadPace(stream.engine.surroundings, interval: options.readInterval)
  }

  mutating func next() async throws(KinesisError) -> ShardRead {
    var (throttles, expiries) = (0, 0)
    while true {
      do throws(KinesisError) {
        return try await read()
      } catch {
        switch error.code {
        case .expiredIterator where expiries < 3:
          expiries += 1
          iterator = nil
        case .throughputExceeded, .limitExceeded:
          // Others may read the same shard; there is nothing but to wait for our turn.
          throttles += 1
          try await pace.back(off: throttles)
        default: throw error
        }
      }
    }
  }

  private mutating func read() async throws(KinesisError) -> ShardRead {
    try await pace.wait()
    let place = try await place()
    let page = try await stream.records(at: place, limit: limit)
    iterator = page.next
    if let last = page.records.last { position = .after(last.sequenceNumber) }
    return ShardRead(
      records: page.records,
      behind: page.behind,
      isEnd: page.next == nil,
      children: page.children
    )
  }

  private mutating func place() async throws(KinesisError) -> ShardIterator {
    if let iterator { return iterator }
    let made = try await stream.iterator(of: shard, at: position)
    began = began ?? made.made
    iterator = made
    return made
  }
}
