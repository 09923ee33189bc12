import CCurl
import Glibc

/// An event descriptor: one side makes it readable, the other sees that in its poll.
struct WakeupDescriptor: ~Copyable, Sendable {
  let descriptor: Int32

  init() {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    precondition(descriptor >= 0, "the process has no descriptor left for a transport")
  }

  deinit { Glibc.close(descriptor) }

  borrowing func signal() { eventfd_write(descriptor, 1) }

  borrowing func clear() {
    var count: eventfd_t = 0
    unsafe _ = eventfd_read(descriptor, &count)
  }
}
