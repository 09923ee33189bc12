import Synchronization

extension EmbeddedLog {
  /// Makes everything appended so far outlive a power cut, whatever the policy.
  public func sync() async throws(LogError) { try await write(.sync) }

  /// Ends the log: what is under way is finished, what comes later is refused, the directory is free.
  ///
  /// A process that ends without it loses nothing that was acknowledged.
  public func close() async throws(LogError) {
    let wasOpen = journal.state.withLock { state in
      defer { state.close() }
      return !state.isClosed
    }
    guard wasOpen else { return }
    defer { folder.unlock() }
    if options.fsync != .never { try await sync() }
  }
}

extension LogState {
  fileprivate mutating func close() {
    isClosed = true
    waiters.wakeAll()
  }
}
