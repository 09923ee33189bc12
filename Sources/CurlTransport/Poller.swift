import CCurl
import Glibc

/// An epoll set: tells which descriptors have something to say.
@safe struct Poller: ~Copyable {
  private let epoll: Int32
  private let ready: UnsafeMutablePointer<ccurl_ready_socket>
  private static var capacity: Int { 64 }

  /// Makes an empty set; `nil` if the process has no descriptor left.
  init?() {
    epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    unsafe ready = .allocate(capacity: Self.capacity)
    unsafe ready.initialize(repeating: ccurl_ready_socket(), count: Self.capacity)
    guard epoll >= 0 else { return nil }
  }

  deinit {
    if epoll >= 0 { Glibc.close(epoll) }
    unsafe ready.deallocate()
  }

  /// Tells each write to an event descriptor once, so that it need not be read.
  borrowing func watchEdges(of descriptor: Int32) {
    _ = ccurl_epoll_set(epoll, EPOLL_CTL_ADD, descriptor, EPOLLIN.rawValue | EPOLLET.rawValue)
  }

  /// Watches a descriptor it does not watch yet.
  borrowing func add(_ descriptor: Int32, _ interest: Interest) {
    _ = ccurl_epoll_set(epoll, EPOLL_CTL_ADD, descriptor, interest.events)
  }

  /// Watches a descriptor it watches already for something else.
  borrowing func change(_ descriptor: Int32, _ interest: Interest) {
    _ = ccurl_epoll_set(epoll, EPOLL_CTL_MOD, descriptor, interest.events)
  }

  borrowing func remove(_ descriptor: Int32) {
    _ = ccurl_epoll_set(epoll, EPOLL_CTL_DEL, descriptor, 0)
  }

  /// Waits for the first events, or until the time is over, and hands each to `body`; `false` if
  /// there are none.
  borrowing func wait(milliseconds: Int32, _ body: (Int32, Interest) -> Void) -> Bool {
    let count = unsafe ccurl_epoll_wait(epoll, ready, milliseconds)
    guard count > 0 else { return false }
    for index in 0..<Int(count) {
      let event = unsafe ready[index]
      body(event.descriptor, Interest(events: event.events))
    }
    return true
  }
}
