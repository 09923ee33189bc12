import Synchronization

extension EmbeddedLog {
  /// Waits until one of the partitions holds a record at its offset or behind it.
  public func waitForRecords(
    at positions: [TopicPartition: Int],
    upTo duration: Duration
  ) async throws(LogError) -> Bool {
    let (places, isThere) = try journal.state.withLock { (state) throws(LogError) in
      let places = try positions.map { (name, offset) throws(LogError) in
        (try state.id(of: name), offset)
      }
      return (places, state.hasRecords(at: places))
    }
    guard !isThere, duration > .zero else { return isThere }
    let found = await withTaskGroup(of: Bool.self) { group in
      group.addTask { await self.wait(at: places) }
      group.addTask {
        try? await self.options.clock.sleepAtMost(duration)
        return false
      }
      let first = await group.next() ?? false
      group.cancelAll()
      return first
    }
    guard found || !Task.isCancelled else { throw LogError(.cancelled, "waiting for records") }
    return found
  }

  private func wait(at positions: [(PartitionID, Int)]) async -> Bool {
    let id = journal.state.withLock { $0.waiters.makeID() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        journal.state.withLock { state in
          if state.hasRecords(at: positions) {
            continuation.resume(returning: true)
          } else if Task.isCancelled {
            continuation.resume(returning: false)
          } else {
            state.waiters.add(id, at: positions.map(\.0), continuation)
          }
        }
      }
    } onCancel: {
      journal.state.withLock { $0.waiters.end(id, found: false) }
    }
  }
}

extension LogState {
  /// A partition that is gone counts as something to look at.
  fileprivate func hasRecords(at positions: [(PartitionID, Int)]) -> Bool {
    isClosed || positions.contains { id, offset in self[id].map { $0.end > offset } ?? true }
  }
}
