#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs an actor's work on one thread of its own, so that blocking calls never hold a thread of the
/// cooperative pool.
///
/// Give it to an actor as its `unownedExecutor` and keep it in a stored property. The thread ends
/// with the last reference.
public final class ThreadExecutor: SerialExecutor {
  private let mailbox = Mailbox()

  /// Starts the thread; the name shows in debuggers and is cut to 15 bytes.
  public init(name: String) {
    let status = Self.start(Start(mailbox: mailbox, name: name))
    precondition(status == 0, "the system gives no more threads (error \(status))")
  }

  deinit { mailbox.close() }

  /// Queues a job; the runtime calls this.
  public func enqueue(_ job: consuming ExecutorJob) {
    mailbox.put(Work(job: UnownedJob(job), executor: asUnownedSerialExecutor()))
  }

  /// The reference the runtime wants.
  public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  private static func start(_ start: Start) -> Int32 {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(start).toOpaque()
    let status = pthread_create(&thread, nil, main, context)
    if status == 0 { pthread_detach(thread) }
    return status
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    context in
    guard let context else { return nil }
    let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
    nameThisThread(start.name)
    start.mailbox.work()
    return nil
  }

  /// Glibc's own call for this is hidden from Swift; the kernel offers a file for it.
  private static func nameThisThread(_ name: String) {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    var bytes = Array(name.utf8.prefix(15))
    _ = write(file, &bytes, bytes.count)
    close(file)
  }

  private struct Work {
    let job: UnownedJob
    let executor: UnownedSerialExecutor
  }

  private final class Start {
    let mailbox: Mailbox
    let name: String

    init(mailbox: Mailbox, name: String) {
      self.mailbox = mailbox
      self.name = name
    }
  }

  /// Safe because every field is touched only while `lock` is held.
  private final class Mailbox: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let filled = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [Work] = []
    private var isClosed = false

    init() {
      pthread_mutex_init(lock, nil)
      pthread_cond_init(filled, nil)
    }

    deinit {
      pthread_cond_destroy(filled)
      pthread_mutex_destroy(lock)
      filled.deallocate()
      lock.deallocate()
    }

    func put(_ work: Work) {
      pthread_mutex_lock(lock)
      waiting.append(work)
      pthread_cond_signal(filled)
      pthread_mutex_unlock(lock)
    }

    func close() {
      pthread_mutex_lock(lock)
      isClosed = true
      pthread_cond_signal(filled)
      pthread_mutex_unlock(lock)
    }

    /// Runs what is queued until the mailbox is closed and empty.
    func work() {
      var batch: [Work] = []
      while true {
        pthread_mutex_lock(lock)
        while waiting.isEmpty, !isClosed { pthread_cond_wait(filled, lock) }
        swap(&batch, &waiting)
        pthread_mutex_unlock(lock)
        if batch.isEmpty { return }
        for work in batch { work.job.runSynchronously(on: work.executor) }
        batch.removeAll(keepingCapacity: true)
      }
    }
  }
}
