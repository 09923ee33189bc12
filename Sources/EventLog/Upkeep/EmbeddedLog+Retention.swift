import Synchronization

extension EmbeddedLog {
  /// Does what has to be done from time to time, until its task is cancelled: forgets expired
  /// records, and syncs where the policy is an interval.
  ///
  /// Without it both happen only when records come in or `enforceRetention()` is called.
  public func run() async {
    var pause = options.retentionInterval
    if case .interval(let interval) = options.fsync { pause = min(pause, interval) }
    var untilRetention = options.retentionInterval
    while (try? await options.clock.sleep(for: pause)) != nil {
      untilRetention -= pause
      do throws(LogError) {
        if case .interval = options.fsync { try await sync() }
        if untilRetention <= .zero {
          untilRetention = options.retentionInterval
          try await enforceRetention()
        }
        journal.state.withLock { $0.statistics.upkeepError = nil }
      } catch {
        journal.state.withLock { $0.statistics.upkeepError = error }
      }
    }
  }

  /// Forgets the records that their topics' `retention.ms` and `retention.bytes` let go, and gives
  /// their room back.
  public func enforceRetention() async throws(LogError) {
    let now = LogTimestamp(options.now()).milliseconds
    var starts: [PartitionID: Int] = [:]
    for topic in journal.state.withLock({ $0.sortedTopics }) {
      for number in topic.partitions.indices {
        let id = PartitionID(topic: topic.id, partition: UInt32(number))
        starts[id] = try await start(of: number, in: topic, now: now)
      }
    }
    let found = starts
    try await change { state throws(LogError) in
      found.compactMap { id, start in
        guard let partition = state[id], start > partition.start else { return nil }
        return .bounds(id, start: start, end: partition.end)
      }
    }
    try await DiskThread(name: "log-upkeep").run { () throws(LogError) in
      for number in self.removeDeadSegments() { try self.rewrite(number) }
    }
  }

  /// The first offset to keep of one partition.
  private func start(of number: Int, in topic: Topic, now: Int64) async throws(LogError) -> Int? {
    let partition = topic.partitions[number]
    guard !partition.available.isEmpty else { return nil }
    var start = partition.start
    if let time = topic.settings.retentionTime {
      let oldest = LogTimestamp(milliseconds: now.subtractingSaturated(Int64(time)))
      let name = TopicPartition(topic.name, number)
      start = max(start, try await offset(in: name, at: oldest) ?? partition.end)
    }
    if let bytes = topic.settings.retentionBytes {
      start = max(start, partition.start(keeping: bytes))
    }
    return start
  }

  /// Removes the segments nobody needs and names those that are mostly not needed.
  private func removeDeadSegments() -> [UInt32] {
    let (dead, sparse) = journal.state.withLock { ($0.dropDeadSegments(), $0.sparseSegments()) }
    for number in dead { folder.removeSegment(number) }
    return sparse
  }
}

extension LogState {
  /// The bytes of each segment that somebody may still read.
  private func liveBytes() -> [UInt32: Int] {
    var live: [UInt32: Int] = [:]
    for partition in topics.values.lazy.flatMap(\.partitions) {
      for run in partition.runs where run.offsets.upperBound > partition.start {
        live[run.segment, default: 0] += max(1, run.bytes(from: partition.start))
      }
    }
    return live
  }

  /// Forgets segments without a record that is kept; the last always stays.
  mutating func dropDeadSegments() -> [UInt32] {
    let live = liveBytes()
    let dead = segments.dropLast().map(\.number).filter { live[$0] == nil }
    drop(dead)
    return dead
  }

  /// Forgets the oldest segments, with all that is in them, until the rest is within a limit.
  mutating func dropOldest(keeping limit: Int) -> [UInt32] {
    var total = segments.reduce(0) { $0 + $1.size }
    var dead: [UInt32] = []
    for segment in segments.dropLast() where total > limit {
      total -= segment.size
      dead.append(segment.number)
      forgetRecords(of: segment.number)
    }
    drop(dead)
    return dead
  }

  /// Segments of which less than half is needed.
  ///
  /// The one before the last is left as it is: should the last one's snapshot be damaged, the events
  /// in it are needed whole.
  func sparseSegments() -> [UInt32] {
    let live = liveBytes()
    return segments.dropLast(2).filter { 2 * (live[$0.number] ?? 0) < $0.size }.map(\.number)
  }

  private mutating func forgetRecords(of segment: UInt32) {
    forEachPartition { partition in
      guard let run = partition.runs.first(where: { $0.segment == segment }) else { return }
      partition.move(start: run.offsets.upperBound, end: run.offsets.upperBound)
    }
  }

  private mutating func drop(_ dead: [UInt32]) {
    guard !dead.isEmpty else { return }
    let numbers = Set(dead)
    segments.removeAll { numbers.contains($0.number) }
    forEachPartition { partition in
      for number in dead { partition.drop(segment: number) }
    }
  }
}

extension LogFolder {
  /// Removes a segment's files; what cannot be removed is no longer known and does no harm.
  func removeSegment(_ number: UInt32) {
    try? remove(Segment.name(number, "log"))
    try? remove(Segment.name(number, "index"))
  }
}

extension Int64 {
  fileprivate func subtractingSaturated(_ other: Int64) -> Int64 {
    let (difference, overflowed) = subtractingReportingOverflow(other)
    return overflowed ? .min : difference
  }
}
