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
  private let mailbox: Mailbox

  /// Starts the thread; the name shows in debuggers and is cut to 15 bytes.
  public init(name: String, handle: @escaping @Sendable ([Item]) -> Void) {
    let mailbox = Mailbox()
    self.mailbox = mailbox
    let status = SystemThread.start(name: name) {
      while let batch = mailbox.takeAll() { handle(batch) }
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

    func put(_ item: Item) {
      pthread_mutex_lock(lock)
      waiting.append(item)
      pthread_mutex_unlock(lock)
      // Told when the lock is free, or the thread would wake only to wait for it.
      pthread_cond_signal(filled)
    }

    func close() {
      pthread_mutex_lock(lock)
      isClosed = true
      pthread_mutex_unlock(lock)
      pthread_cond_signal(filled)
    }

    /// Waits for something to do; `nil` when the mailbox is closed and empty.
    func takeAll() -> [Item]? {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      while waiting.isEmpty, !isClosed { pthread_cond_wait(filled, lock) }
      guard !waiting.isEmpty else { return nil }
      defer { waiting = [] }
      return waiting
    }
  }
}
