#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A thread of its own that takes whatever came since it last looked, all at once.
///
/// Work that is cheaper done together, such as writes that share one sync, gathers by itself while
/// the thread is busy. The thread ends with the last reference, after it has done what was put.
public final class BatchThread<Item: Sendable>: Sendable {
  /// How long a batch may be waited for that is not yet as large as it is likely to become.
  public struct Patience: Sendable {
    /// How many items end the waiting.
    public var count: Int
    /// How long it may last, from the first item on.
    public var duration: Duration

    /// Waits for some items and some time, whichever comes first.
    public init(count: Int, upTo duration: Duration) {
      self.count = count
      self.duration = duration
    }
  }

  private let mailbox: Mailbox

  /// Starts the thread; the name shows in debuggers and is cut to 15 bytes.
  ///
  /// What `handle` returns is the patience for the next batch; `nil` takes it as it comes.
  public init(name: String, handle: @escaping @Sendable ([Item]) -> Patience?) {
    let mailbox = Mailbox()
    self.mailbox = mailbox
    let status = SystemThread.start(name: name) {
      var patience: Patience?
      while let batch = mailbox.takeAll(patience) { patience = handle(batch) }
    }
    precondition(status == 0, "the system gives no more threads (error \(status))")
  }

  deinit { mailbox.close() }

  /// Gives the thread something to do, after all that was put before.
  public func put(_ item: Item) { mailbox.put(item) }

  /// Safe because every field is touched only while `lock` is held.
  private final class Mailbox: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let filled = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [Item] = []
    private var isClosed = false
    /// How many items the thread should be told of.
    private var wanted = 1

    init() {
      pthread_mutex_init(lock, nil)
      var attributes = pthread_condattr_t()
      pthread_condattr_init(&attributes)
      pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
      pthread_cond_init(filled, &attributes)
      pthread_condattr_destroy(&attributes)
    }

    deinit {
      pthread_cond_destroy(filled)
      pthread_mutex_destroy(lock)
      filled.deallocate()
      lock.deallocate()
    }

    func put(_ item: Item) {
      pthread_mutex_lock(lock)
      waiting.append(item)
      let isEnough = waiting.count >= wanted
      pthread_mutex_unlock(lock)
      // Told when the lock is free, or the thread would wake only to wait for it.
      if isEnough { pthread_cond_signal(filled) }
    }

    func close() {
      pthread_mutex_lock(lock)
      isClosed = true
      pthread_mutex_unlock(lock)
      pthread_cond_signal(filled)
    }

    /// Waits for something to do; `nil` when the mailbox is closed and empty.
    func takeAll(_ patience: Patience?) -> [Item]? {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      while waiting.isEmpty, !isClosed { pthread_cond_wait(filled, lock) }
      if let patience { gather(patience) }
      guard !waiting.isEmpty else { return nil }
      defer { waiting = [] }
      return waiting
    }

    private func gather(_ patience: Patience) {
      var deadline = timespec()
      clock_gettime(CLOCK_MONOTONIC, &deadline)
      let nanoseconds = deadline.tv_nsec + Int(patience.duration / .nanoseconds(1))
      deadline.tv_sec += nanoseconds / 1_000_000_000
      deadline.tv_nsec = nanoseconds % 1_000_000_000
      wanted = patience.count
      while waiting.count < wanted, !isClosed {
        if pthread_cond_timedwait(filled, lock, &deadline) != 0 { break }
      }
      wanted = 1
    }
  }
}
