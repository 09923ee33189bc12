import Synchronization

extension EmbeddedLog {
  /// Makes everything appended so far outlive a power cut, whatever the policy.
  public func sync() async throws(LogError) {
    try await onWriter { () throws(LogError) in
      try self.committer.withLock { (committer) throws(LogError) in try committer.sync() }
    }
  }

  /// Ends the log: what is under way is finished, what comes later is refused, the directory is free.
  ///
  /// A process that ends without it loses nothing that was acknowledged.
  public func close() async throws(LogError) {
    let wasOpen = state.withLock { state in
      defer { state.close() }
      return !state.isClosed
    }
    guard wasOpen else { return }
    defer { folder.unlock() }
    if options.fsync != .never { try await sync() }
  }

  /// Runs work where the writes are made, after those that are under way.
  private func onWriter(
    _ work: @escaping @Sendable () throws(LogError) -> Void
  ) async throws(LogError) {
    guard let writer else { return try work() }
    try await writer.run(work)
  }
}

extension LogState {
  fileprivate mutating func close() {
    isClosed = true
    waiters.wakeAll()
  }
}
