import OwnThread

/// A thread for what may wait for a disk.
actor DiskThread {
  private let executor: ThreadExecutor

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  init(name: String) { executor = ThreadExecutor(name: name) }

  /// Does work that may block, one piece after the other.
  func run<Value: Sendable, Failure: Error>(
    _ work: @Sendable () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try work()
  }
}
