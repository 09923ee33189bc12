import Synchronization

extension EmbeddedLog {
  /// Waits until one of the partitions holds a record at its offset or behind it.
  public func waitForRecords(
    at positions: [TopicPartition: Int],
    upTo duration: Duration
  ) async throws(LogError) -> Bool {
    try state.withLock { (state) throws(LogError) in
      for partition in positions.keys { _ = try state.partition(partition) }
    }
    let found = await withTaskGroup(of: Bool.self) { group in
      group.addTask { await self.wait(at: positions) }
      group.addTask {
        try? await self.options.clock.sleep(for: duration)
        return false
      }
      let first = await group.next() ?? false
      group.cancelAll()
      return first
    }
    guard found || !Task.isCancelled else { throw LogError(.cancelled, "waiting for records") }
    return found
  }

  private func wait(at positions: [TopicPartition: Int]) async -> Bool {
    let id = state.withLock { $0.waiters.makeID() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          if state.hasRecords(at: positions) {
            continuation.resume(returning: true)
          } else if Task.isCancelled {
            continuation.resume(returning: false)
          } else {
            state.waiters.add(id, at: Array(positions.keys), continuation)
          }
        }
      }
    } onCancel: {
      state.withLock { $0.waiters.end(id, found: false) }
    }
  }
}

extension LogState {
  fileprivate func hasRecords(at positions: [TopicPartition: Int]) -> Bool {
    positions.contains { name, offset in
      guard let partition = try? partition(name) else { return false }
      return partition.available.upperBound > offset
    }
  }
}
