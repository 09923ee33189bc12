import Glibc
import Synchronization

/// A server that does with its sockets whatever a test tells it to, on threads of its own.
package final class RawServer: Sendable {
  package let port: Int
  /// The socket that listens; `nil` once it is closed, for its number is somebody else's then.
  private let listener: Mutex<Int32?>
  private let accepted = Atomic(0)

  /// Listens on a free port of 127.0.0.1; `serve` gets each connection on a new thread, with its
  /// number.
  package init(_ serve: @escaping @Sendable (RawConnection, Int) throws -> Void) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, size) == 0 && listen(listener, 1024) == 0
          && getsockname(listener, pointer, &size) == 0
      }
    }
    guard listener >= 0, bound else { throw SocketError(errno) }
    self.listener = Mutex(listener)
    port = Int(UInt16(bigEndian: address.sin_port))
    onNewThread { [self] in
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return end() }
        let number = accepted.wrappingAdd(1, ordering: .relaxed).oldValue
        onNewThread {
          let connection = RawConnection(socket)
          try? serve(connection, number)
          connection.close()
        }
      }
    }
  }

  /// How many connections have come.
  package var connections: Int { accepted.load(ordering: .relaxed) }

  /// Takes no more connections.
  ///
  /// The thread that accepts them closes the socket: closed here, its number might already be that of
  /// another server when the thread asks for the next connection.
  package func stop() {
    listener.withLock { if let listener = $0 { shutdown(listener, Int32(SHUT_RDWR)) } }
  }

  private func end() {
    listener.withLock { listener in
      if let listener { close(listener) }
      listener = nil
    }
  }
}

/// One accepted socket with blocking reads and writes.
package final class RawConnection {
  package let socket: Int32
  private var isOpen = true

  init(_ socket: Int32) {
    self.socket = socket
    var yes: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
  }

  /// Connects to a port of 127.0.0.1.
  package convenience init(connectingTo port: Int) throws {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) == 0 }
    }
    guard connected else { throw SocketError(errno) }
    self.init(socket)
  }

  /// Closes once: the number may be somebody else's a moment later.
  package func close() {
    if isOpen { Glibc.close(socket) }
    isOpen = false
  }

  /// Closes so that the peer sees a reset.
  package func reset() {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  /// Sends the end of the stream; the other direction stays open.
  package func finishWriting() { shutdown(socket, Int32(SHUT_WR)) }

  package func write(_ text: String) throws { try write(Array(text.utf8)) }

  package func write(_ bytes: [UInt8], piece: Int = .max) throws {
    var sent = 0
    while sent < bytes.count {
      let count = min(piece, bytes.count - sent)
      let done = bytes[sent...].withUnsafeBytes {
        send(socket, $0.baseAddress, count, Int32(MSG_NOSIGNAL))
      }
      guard done > 0 else { throw SocketError(errno) }
      sent += done
    }
  }

  /// At most `size` bytes; empty at the end.
  package func read(_ size: Int = 65_536) throws -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size) { room, filled in
      filled = max(0, recv(socket, room.baseAddress, size, 0))
    }
  }

  package func read(exactly count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let more = try read(count - bytes.count)
      guard !more.isEmpty else { throw SocketError(ECONNRESET) }
      bytes += more
    }
    return bytes
  }

  /// Reads up to the empty line behind a header; `nil` where the peer has closed.
  package func readHead() throws -> String? {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      let byte = try read(1)
      if byte.isEmpty { return nil }
      head += byte
    }
    return String(decoding: head, as: UTF8.self)
  }

  /// Reads one request with its body, which must have a Content-Length or be chunked.
  package func readRequest() throws -> (head: String, body: [UInt8])? {
    guard let head = try readHead() else { return nil }
    if let line = head.lowercased().firstMatch(of: /content-length: (\d+)/) {
      return (head, try read(exactly: Int(line.1) ?? 0))
    }
    guard head.lowercased().contains("transfer-encoding: chunked") else { return (head, []) }
    var body: [UInt8] = []
    while true {
      let chunk = try readChunk()
      if chunk.isEmpty { return (head, body) }
      body += chunk
    }
  }

  /// Reads one chunk of a chunked body; empty is the last.
  package func readChunk() throws -> [UInt8] {
    var line: [UInt8] = []
    while !line.suffix(2).elementsEqual("\r\n".utf8) { line += try read(exactly: 1) }
    let size = Int(String(decoding: line.dropLast(2), as: UTF8.self), radix: 16) ?? 0
    let chunk = try read(exactly: size)
    _ = try read(exactly: 2)
    return chunk
  }
}

package struct SocketError: Error, CustomStringConvertible {
  package let description: String
  init(_ number: Int32) { description = String(cString: strerror(number)) }
}

/// Runs `work` on a thread that is never joined.
package func onNewThread(_ work: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
  var thread = pthread_t()
  let context = Unmanaged.passRetained(Box(work)).toOpaque()
  let failure = pthread_create(
    &thread,
    nil,
    { context in
      guard let context else { return nil }
      Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work()
      return nil
    },
    context
  )
  precondition(failure == 0)
  pthread_detach(thread)
}
