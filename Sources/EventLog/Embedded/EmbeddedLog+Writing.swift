import Synchronization

extension EmbeddedLog {
  /// How much is written at once before those who wait are told.
  private static let fullGroup = 8 << 20

  /// Brings something into the log and returns when it is as safe as the policy asks.
  func write(_ content: PendingWrite.Content) async throws(LogError) -> PendingWrite.Outcome {
    let pending = PendingWrite(content)
    queue.withLock { $0.append(pending) }
    if let writer {
      await writer.run { self.commit(until: pending) }
    } else {
      commit(until: pending)
    }
    return try pending.outcome()
  }

  /// Brings changes into the log that hold for all that comes after.
  func change(
    _ decide: @escaping @Sendable (LogState) throws(LogError) -> [LogEvent]
  ) async throws(LogError) {
    _ = try await write(.events(alone: true, decide))
  }

  /// Writes what is queued until one's own is settled; mostly somebody else's turn has done it.
  private func commit(until pending: PendingWrite) {
    while !pending.isSettled {
      committer.withLock { committer in
        let group = queue.withLock { $0.takeGroup(upTo: Self.fullGroup) }
        if !group.isEmpty { committer.commit(group, state) }
      }
    }
  }
}

extension [PendingWrite] {
  /// Takes from the front what can be written together.
  fileprivate mutating func takeGroup(upTo limit: Int) -> [PendingWrite] {
    var size = 0
    let end = indices.first { index in
      size += self[index].size
      return index > 0 && (size > limit || self[index].mustStandAlone || self[0].mustStandAlone)
    }
    defer { removeFirst(end ?? count) }
    return Array(prefix(end ?? count))
  }
}
