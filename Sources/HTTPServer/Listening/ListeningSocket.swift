internal import CSockets
internal import Glibc

/// A socket that takes connections; options set here are inherited by all of them.
struct ListeningSocket: ~Copyable {
  /// Why no connection came out of an accept.
  enum Refusal: Error {
    /// None is waiting.
    case noneWaiting
    /// The one that waited is gone; the next may be fine.
    case gone
    /// The system has no room for one more.
    case exhausted
  }

  private(set) var descriptor: Int32
  let address: SocketAddress

  init(_ wanted: SocketAddress, backlog: Int) throws(HTTPServerError) {
    guard let (storage, length) = wanted.systemForm() else {
      throw HTTPServerError(.badAddress, "\(wanted) is not a numeric address with a port")
    }
    let descriptor = csockets_stream_socket(Int32(storage.ss_family))
    guard descriptor >= 0 else { throw .system("opening a socket for \(wanted)") }
    var bound = storage
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var one: Int32 = 1
    let flag = socklen_t(MemoryLayout<Int32>.size)
    let succeeded = unsafe withUnsafeMutablePointer(to: &bound) { pointer in
      let plain = unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
      return unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, flag) == 0
        && setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &one, flag) == 0
        && setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, flag) == 0
        && bind(descriptor, plain, length) == 0
        && listen(descriptor, Int32(backlog)) == 0
        && getsockname(descriptor, plain, &size) == 0
    }
    guard succeeded else {
      let error = HTTPServerError.system("listening on \(wanted)")
      Glibc.close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    address = SocketAddress(bound)
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Refuses clients from now on.
  mutating func close() {
    Glibc.close(descriptor)
    descriptor = -1
  }

  borrowing func accept() throws(Refusal) -> Arrival {
    var peer = sockaddr_storage()
    let accepted = unsafe csockets_accept(descriptor, &peer)
    guard accepted < 0 else { return Arrival(descriptor: accepted, from: SocketAddress(peer)) }
    switch errno {
    case EAGAIN: throw .noneWaiting
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: throw .exhausted
    default: throw .gone
    }
  }
}
