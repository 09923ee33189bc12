internal import CSockets
internal import Glibc

/// What the kernel says about a socket.
struct SocketEvents: OptionSet, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }
  private init(_ event: EPOLL_EVENTS) { rawValue = event.rawValue }

  static let readable = SocketEvents(EPOLLIN)
  static let writable = SocketEvents(EPOLLOUT)
  /// The peer will send no more.
  static let peerClosed = SocketEvents(EPOLLRDHUP)
  /// Nothing moves in either direction any more.
  static let broken = SocketEvents(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
  /// Report changes, not states.
  static let onChange = SocketEvents(EPOLLET)
}

/// An epoll instance, and the event counter by which other threads interrupt its waiting.
@safe struct Poller: ~Copyable {
  private static let wakeUpToken = UInt64.max
  private static let capacity = 256

  private let poll: Int32
  private let wakeUpCounter: Int32
  private let events: UnsafeMutablePointer<epoll_event>

  init() throws(HTTPServerError) {
    poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    wakeUpCounter = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    unsafe events = .allocate(capacity: Self.capacity)
    guard poll >= 0, wakeUpCounter >= 0 else { throw .system("starting an event loop") }
    watch(wakeUpCounter, for: .readable, token: Self.wakeUpToken)
  }

  deinit {
    close(poll)
    close(wakeUpCounter)
    unsafe events.deallocate()
  }

  borrowing func watch(_ descriptor: Int32, for interest: SocketEvents, token: UInt64) {
    // It fails only for bad descriptors or lack of memory; a socket nobody hears of times out.
    _ = csockets_watch(poll, EPOLL_CTL_ADD, descriptor, interest.rawValue, token)
  }

  borrowing func change(_ descriptor: Int32, to interest: SocketEvents, token: UInt64) {
    _ = csockets_watch(poll, EPOLL_CTL_MOD, descriptor, interest.rawValue, token)
  }

  /// Interrupts a waiting from any thread.
  borrowing func wake() {
    var one: UInt64 = 1
    _ = unsafe write(wakeUpCounter, &one, 8)
  }

  /// Waits for events, at most that long (-1: without end), and hands over each.
  borrowing func wait(milliseconds: Int32, _ body: (UInt64, SocketEvents) -> Void) {
    let count = unsafe epoll_wait(poll, events, Int32(Self.capacity), milliseconds)
    guard count > 0 else { return }
    for index in 0..<Int(count) {
      let event = unsafe events[index]
      let token = unsafe event.data.u64
      if token == Self.wakeUpToken {
        var counted: UInt64 = 0
        _ = unsafe read(wakeUpCounter, &counted, 8)
      } else {
        unsafe body(token, SocketEvents(rawValue: event.events))
      }
    }
  }
}
