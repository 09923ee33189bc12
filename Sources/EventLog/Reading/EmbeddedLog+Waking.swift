import Synchronization

extension EmbeddedLog {
  /// Lets everybody who waits for records look again, whether there are any or not.
  package func wakeWaiting() { journal.state.withLock { $0.wakeWaiting() } }
}

extension LogState {
  fileprivate mutating func wakeWaiting() { waiters.wakeAll() }
}
