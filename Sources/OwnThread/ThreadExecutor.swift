/// Runs an actor's work on one thread of its own, so that blocking calls never hold a thread of the
/// cooperative pool.
///
/// Give it to an actor as its `unownedExecutor` and keep it in a stored property. The thread ends
/// with the last reference.
public final class ThreadExecutor: SerialExecutor {
  private struct Work {
    let job: UnownedJob
    let executor: UnownedSerialExecutor
  }

  private let thread: BatchThread<Work>

  /// Starts the thread; the name shows in debuggers and is cut to 15 bytes.
  public init(name: String) {
    thread = BatchThread(name: name) { batch in
      for work in batch { work.job.runSynchronously(on: work.executor) }
      return nil
    }
  }

  /// Queues a job; the runtime calls this.
  public func enqueue(_ job: consuming ExecutorJob) {
    thread.put(Work(job: UnownedJob(job), executor: asUnownedSerialExecutor()))
  }

  /// The reference the runtime wants.
  public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }
}
