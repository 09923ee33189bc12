import OwnThread

/// A thread for what may wait for a disk.
package actor DiskThread {
  private let executor: ThreadExecutor

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  package init(name: String) { executor = ThreadExecutor(name: name) }

  /// Does work that may block, one piece after the other.
  package func run<Value: Sendable, Failure: Error>(
    _ work: @Sendable () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try work()
  }
}
