public import FoundationEssentials
public import KinesisClient
import Synchronization

/// Reads the shards of a Kinesis stream, parents before their children.
public final class KinesisSource: StreamSource {
  private struct Memory {
    /// The shards as last listed; `nil` once one has ended, since others came of it.
    var shards: [Shard]?
    /// Where each shard is read on, as long as nobody has asked from somewhere else.
    var iterators: [ShardID: (mark: StreamPosition.Mark, iterator: ShardIterator)] = [:]
  }

  private let stream: KinesisStream
  private let starts: StreamStart
  private let now: @Sendable () -> Date
  private let memory = Mutex(Memory())

  /// Reads a stream; nothing is asked yet.
  public init(
    _ stream: KinesisStream,
    starts: StreamStart = .earliest,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.stream = stream
    self.starts = starts
    self.now = now
  }

  /// The stream's name.
  public var description: String { stream.description }

  /// The oldest record, or the present moment.
  public func start() async throws(LakehouseError) -> StreamPosition {
    switch starts {
    case .earliest: StreamPosition(initial: .beginning)
    case .latest: StreamPosition(initial: .since(now()))
    }
  }

  /// Reads a page of every shard that may be read: its parents are done with.
  public func read(
    after position: StreamPosition,
    limit: Int
  ) async throws(LakehouseError) -> StreamPage {
    let shards = try await readableShards(after: position)
    var page = StreamPage(records: [], position: position, seesEverythingBefore: nil)
    let share = min(10_000, max(1, limit / max(1, shards.count)))
    let asked = now()
    var seen: Date? = asked
    for (shard, result) in try await pages(of: shards, after: position, limit: share) {
      page.records += records(result)
      if let last = result.records.last {
        page.position[shard.rawValue] = .after(last.sequenceNumber.rawValue)
      }
      if result.next == nil {
        page.position[shard.rawValue] = .ended
        memory.withLock { $0.shards = nil }
        seen = nil
      }
      let behind = (result.behind ?? .zero) / .seconds(1)
      seen = seen.map { min($0, asked.addingTimeInterval(-behind)) }
    }
    page.seesEverythingBefore = seen
    return page
  }

  /// Reads every shard on from where it was, up to where the batch ended.
  public func read(
    after position: StreamPosition,
    through end: StreamPosition
  ) async throws(LakehouseError) -> [SourceRecord] {
    var found: [SourceRecord] = []
    for (part, mark) in end.marks.sorted(by: { $0.key < $1.key }) where position[part] != mark {
      found += try await records(of: ShardID(rawValue: part), from: position[part], through: mark)
    }
    return found
  }

  // MARK: - Shards

  private func readableShards(
    after position: StreamPosition
  ) async throws(LakehouseError) -> [ShardID] {
    let shards = try await allShards()
    let known = Set(shards.map(\.id))
    return shards.filter { shard in
      position[shard.id.rawValue] != .ended
        && shard.parents.allSatisfy {
          position[$0.rawValue] == .ended || !known.contains($0)
        }
    }.map(\.id).sorted()
  }

  private func allShards() async throws(LakehouseError) -> [Shard] {
    if let shards = memory.withLock(\.shards) { return shards }
    var shards: [Shard] = []
    do {
      for try await shard in stream.shards() { shards.append(shard) }
    } catch { throw LakehouseError(of: stream, error) }
    memory.withLock { $0.shards = shards }
    return shards
  }

  // MARK: - Pages

  private func pages(
    of shards: [ShardID],
    after position: StreamPosition,
    limit: Int
  ) async throws(LakehouseError) -> [(ShardID, RecordsPage)] {
    do {
      return try await withThrowingTaskGroup(of: (ShardID, RecordsPage).self) { group in
        for shard in shards {
          group.addTask {
            (shard, try await self.page(of: shard, after: position[shard.rawValue], limit: limit))
          }
        }
        var pages: [(ShardID, RecordsPage)] = []
        for try await page in group { pages.append(page) }
        return pages.sorted { $0.0 < $1.0 }
      }
    } catch { throw LakehouseError(of: stream, error) }
  }

  /// One page behind a mark; an iterator that has expired is made anew.
  private func page(
    of shard: ShardID,
    after mark: StreamPosition.Mark,
    limit: Int
  ) async throws -> RecordsPage {
    let remembered = memory.withLock { memory in
      memory.iterators[shard].flatMap { $0.mark == mark ? $0.iterator : nil }
    }
    let page: RecordsPage
    if let remembered {
      do { page = try await stream.records(at: remembered, limit: limit) } catch {
        guard error.code == .expiredIterator else { throw error }
        memory.withLock { $0.iterators[shard] = nil }
        return try await self.page(of: shard, after: mark, limit: limit)
      }
    } else {
      let iterator = try await stream.iterator(of: shard, at: mark.shardPosition)
      page = try await stream.records(at: iterator, limit: limit)
    }
    let reached = page.records.last.map { StreamPosition.Mark.after($0.sequenceNumber.rawValue) }
    memory.withLock { memory in
      memory.iterators[shard] = page.next.map { (reached ?? mark, $0) }
    }
    return page
  }

  private func records(
    of shard: ShardID,
    from start: StreamPosition.Mark,
    through end: StreamPosition.Mark
  ) async throws(LakehouseError) -> [SourceRecord] {
    var found: [SourceRecord] = []
    do {
      var next: ShardIterator? = try await stream.iterator(of: shard, at: start.shardPosition)
      while let iterator = next {
        let page = try await stream.records(at: iterator)
        let wanted = page.records.prefix { end.includes($0.sequenceNumber) }
        found += wanted.map { SourceRecord($0, of: stream) }
        // A page that is empty says nothing about the next one, unless nothing more is there.
        let isDone = wanted.count < page.records.count || page.behind == .zero
        next = isDone && end != .ended ? nil : page.next
        if let last = wanted.last, end == .after(last.sequenceNumber.rawValue) { next = nil }
      }
    } catch { throw LakehouseError(of: stream, error) }
    return found
  }

  private func records(_ page: RecordsPage) -> [SourceRecord] {
    page.records.map { SourceRecord($0, of: stream) }
  }
}

extension StreamPosition.Mark {
  fileprivate var shardPosition: ShardPosition {
    switch self {
    case .beginning, .ended: .trimHorizon
    case .since(let date): .timestamp(date)
    case .after(let number): .after(SequenceNumber(rawValue: number))
    }
  }

  /// Whether a batch that ended here had this record.
  fileprivate func includes(_ number: SequenceNumber) -> Bool {
    switch self {
    case .ended: true
    case .after(let last): number <= SequenceNumber(rawValue: last)
    case .beginning, .since: false
    }
  }
}

extension SourceRecord {
  fileprivate init(_ record: KinesisRecord, of stream: KinesisStream) {
    self.init(
      stream: stream.description,
      shardID: record.shardID.rawValue,
      sequenceNumber: record.sequenceNumber.rawValue,
      partitionKey: record.partitionKey,
      approximateArrivalTimestamp: record.approximateArrivalTimestamp,
      data: record.data
    )
  }
}

extension LakehouseError {
  fileprivate init(of stream: KinesisStream, _ error: any Error) {
    self.init(.unreadable, "stream \(stream)", detail: "\(error)", underlying: error)
  }
}
