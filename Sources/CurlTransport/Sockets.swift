import CCurl
import Glibc

/// The sockets libcurl has open and what it awaits of each; only the loop's thread touches them.
///
/// libcurl takes its interest back after every transfer and announces it again with the next one on
/// the same connection. The epoll set keeps watching in between, which saves two system calls a
/// request.
final class Sockets {
  private struct Socket {
    /// What libcurl awaits now.
    var wanted: Interest = []
    /// What the epoll set watches.
    var watched: Interest = []
    /// Whether we opened it and will hear of its end, so that it may stay watched.
    var isOurs = false
  }

  let poller: Poller
  /// When libcurl wants to be called although no socket is ready; `nil` for never.
  private(set) var timer: Moment?
  /// How many connections are open.
  private(set) var open = 0
  private var table: [Socket] = []

  init(_ poller: consuming Poller) { self.poller = poller }

  /// What libcurl awaits of a socket that is ready; what nobody awaits is no longer watched.
  func awaited(_ socket: Int32) -> Interest {
    let index = Int(socket)
    guard index < table.count else { return [] }
    if table[index].wanted.isEmpty {
      poller.remove(socket)
      table[index].watched = []
    }
    return table[index].wanted
  }

  func clearTimer() { timer = nil }

  private func want(_ interest: Interest, of socket: Int32) {
    let index = Int(socket)
    if index >= table.count {
      table.append(contentsOf: repeatElement(Socket(), count: index + 1 - table.count))
    }
    table[index].wanted = interest
    let watched = table[index].watched
    if interest == watched || (interest.isEmpty && table[index].isOurs) { return }
    if interest.isEmpty {
      poller.remove(socket)
    } else if watched.isEmpty {
      poller.add(socket, interest)
    } else {
      poller.change(socket, interest)
    }
    table[index].watched = interest
  }

  private func opened(_ socket: Int32) {
    open += 1
    want([], of: socket)
    table[Int(socket)] = Socket(isOurs: true)
  }

  private func closed(_ socket: Int32) {
    open -= 1
    table[Int(socket)] = Socket()
    Glibc.close(socket)
  }
}

/// What libcurl calls.
extension Sockets {
  /// Puts this between libcurl and its sockets.
  func attach(to multi: UnsafeMutableRawPointer) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe _ = ccurl_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
    unsafe _ = ccurl_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
    unsafe _ = ccurl_on_interest(multi, Self.onInterest)
    unsafe _ = ccurl_on_timer(multi, Self.onTimer)
  }

  func attach(to easy: borrowing EasyHandle) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe easy.set(CURLOPT_OPENSOCKETDATA, pointer: context)
    unsafe easy.set(CURLOPT_CLOSESOCKETDATA, pointer: context)
    unsafe _ = ccurl_on_open(easy.raw, Self.onOpen)
    unsafe _ = ccurl_on_close(easy.raw, Self.onClose)
  }

  private static let onInterest: ccurl_interest = { _, socket, what, context, _ in
    guard let context = unsafe context else { return 0 }
    let interest: Interest =
      switch what {
      case CURL_POLL_IN: .reading
      case CURL_POLL_OUT: .writing
      case CURL_POLL_INOUT: [.reading, .writing]
      default: []
      }
    unsafe Unmanaged<Sockets>.fromOpaque(context)._withUnsafeGuaranteedRef {
      $0.want(interest, of: socket)
    }
    return 0
  }

  private static let onTimer: ccurl_timer = { _, milliseconds, context in
    guard let context = unsafe context else { return 0 }
    unsafe Unmanaged<Sockets>.fromOpaque(context)._withUnsafeGuaranteedRef {
      $0.timer =
        switch milliseconds {
        case ..<0: nil
        // Due in the round that is under way, not after the next look at the clock.
        case 0: .past
        default: .now + Moment.Span(milliseconds: milliseconds)
        }
    }
    return 0
  }

  /// Descriptors of ours must not leak into programs that are started, which libcurl does not see
  /// to.
  private static let onOpen: ccurl_open = { context, _, address in
    guard let context = unsafe context, let address = unsafe address else { return -1 }
    let kind = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = unsafe socket(address.pointee.family, kind, address.pointee.protocol)
    guard descriptor >= 0 else { return -1 }
    unsafe Unmanaged<Sockets>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.opened(descriptor) }
    return descriptor
  }

  private static let onClose: ccurl_close = { context, socket in
    guard let context = unsafe context else { return -1 }
    unsafe Unmanaged<Sockets>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.closed(socket) }
    return 0
  }
}
