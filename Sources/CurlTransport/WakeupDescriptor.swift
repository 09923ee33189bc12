import CCurl
import Glibc

/// An event descriptor: one side writes, the other sees each write as an edge in its epoll set.
struct WakeupDescriptor: ~Copyable, Sendable {
  /// Negative if the process had none left.
  let descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  borrowing func signal() { eventfd_write(descriptor, 1) }
}
