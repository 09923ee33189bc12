import Glibc
import Synchronization

/// Remembers on which threads it was asked to.
final class ThreadsSeen: Sendable {
  private let threads = Mutex<Set<UInt>>([])

  var count: Int { threads.withLock { $0.count } }

  func note() {
    let thread = UInt(pthread_self())
    _ = threads.withLock { $0.insert(thread) }
  }
}

/// Lets the thread of a server rest for a millisecond, so that requests overlap.
func usleepThread() { usleep(1_000) }
