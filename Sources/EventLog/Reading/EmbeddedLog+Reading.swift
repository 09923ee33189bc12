import Synchronization

extension EmbeddedLog {
  /// Reads what is there from an offset on, without waiting for more.
  ///
  /// What the page cache holds is read at once on the caller's thread; only bytes that must come
  /// from a disk are fetched on a thread that may wait.
  public func read(
    _ partition: TopicPartition,
    from offset: Int,
    upTo limit: ReadLimit
  ) async throws(LogError) -> ReadResult {
    try await readColdElsewhere { (mayWait) throws(ReadInterruption) in
      var reading = PartitionReading(self, partition, from: offset, upTo: limit, mayWait: mayWait)
      return try reading.run()
    }
  }

  /// The offset of the first record that is not older than a moment.
  public func offset(
    in partition: TopicPartition,
    at timestamp: LogTimestamp
  ) async throws(LogError) -> Int? {
    try await readColdElsewhere { (mayWait) throws(ReadInterruption) in
      try TimestampSearch(self, partition, timestamp.milliseconds, mayWait: mayWait).run()
    }
  }

  private func readColdElsewhere<Value: Sendable>(
    _ read: @escaping @Sendable (_ mayWait: Bool) throws(ReadInterruption) -> Value
  ) async throws(LogError) -> Value {
    do throws(ReadInterruption) { return try read(false) } catch {
      if case .refused(let error) = error { throw error }
    }
    do throws(ReadInterruption) {
      guard let reader else { return try read(true) }
      return try await reader.run { () throws(ReadInterruption) in try read(true) }
    } catch {
      throw error.logError
    }
  }

  /// The file of a segment, which is opened where it is not; `nil` where the segment changed since.
  func file(of segment: Segment, mayWait: Bool) throws(ReadInterruption) -> (any LogFile)? {
    if let file = segment.file { return file }
    guard mayWait else { throw .wouldWait }
    do throws(LogError) {
      let file = try folder.open(Segment.name(segment.number, "log"))
      return journal.state.withLock { $0.keepOpen(file, as: segment) }
    } catch {
      // Retention may have removed it meanwhile, which another look at the state will tell.
      guard journal.state.withLock({ $0.segment(segment.number) }) != nil else { return nil }
      throw .refused(error)
    }
  }
}
