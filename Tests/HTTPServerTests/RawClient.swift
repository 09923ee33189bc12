import Foundation
import HTTPServer

/// A client made of one blocking socket, so that a test says every byte itself.
///
/// Its calls block, so they belong on a thread of their own: see `onThread`. Safe because tests hand
/// it from one thread to the next and only ever send and receive at the same time.
final class RawClient: @unchecked Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private var descriptor: Int32
  private var buffer: [UInt8] = []

  init(_ address: SocketAddress, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 40, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if var receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4)
    }
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = in_port_t(address.port).bigEndian
    inet_pton(AF_INET, address.host, &target.sin_addr)
    let result = withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      throw Failure(description: "connect: \(String(cString: strerror(errno)))")
    }
  }

  deinit { close() }

  /// Ends both directions.
  func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var position = 0
    while position < bytes.count {
      let sent = bytes[position...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else {
        throw Failure(description: "send: \(String(cString: strerror(errno)))")
      }
      position += sent
    }
  }

  /// Tells the server that no more comes.
  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Closes so that the server gets a reset.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<linger>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, size)
    close()
  }

  /// Everything until the server ends the connection.
  func rest() throws -> String {
    while try fill() {}
    defer { buffer = [] }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Takes everything until the server ends the connection, and forgets it.
  func skip() throws {
    while try fill() { buffer = [] }
  }

  /// One response; its length must be given or chunked, unless it has no body.
  func response(to method: String = "GET") throws -> Reply {
    let head = String(decoding: try take(through: "\r\n\r\n"), as: UTF8.self)
    let lines = head.split(separator: "\r\n")
    guard let status = lines.first.flatMap({ Int($0.split(separator: " ")[1]) }) else {
      throw Failure(description: "no status in \(head)")
    }
    var reply = Reply(status: status, head: head, body: [])
    if method == "HEAD" || status == 204 || status == 304 || status < 200 { return reply }
    if let length = reply["content-length"].flatMap({ Int($0) }) {
      reply.body = try take(length)
    } else if reply["transfer-encoding"] == "chunked" {
      while true {
        let line = String(decoding: try take(through: "\r\n"), as: UTF8.self)
        guard let size = Int(line.trimmingCharacters(in: .newlines), radix: 16) else {
          throw Failure(description: "chunk size \(line)")
        }
        reply.body += try take(size)
        _ = try take(2)
        if size == 0 { break }
      }
    }
    return reply
  }

  /// Sends a request and gives its response.
  func exchange(_ request: String) throws -> Reply {
    try send(request)
    return try response(to: String(request.prefix { $0 != " " }))
  }

  /// Whether the server has ended the connection and sent nothing more.
  func isAtEnd() throws -> Bool { try buffer.isEmpty && !fill() }

  func take(_ count: Int) throws -> [UInt8] {
    while buffer.count < count {
      guard try fill() else { throw Failure(description: "ended after \(buffer.count) bytes") }
    }
    defer { buffer.removeFirst(count) }
    return Array(buffer.prefix(count))
  }

  func take(through mark: String) throws -> [UInt8] {
    while true {
      if let range = buffer.firstRange(of: Array(mark.utf8)) { return try take(range.upperBound) }
      guard try fill() else {
        throw Failure(description: "ended with \(String(decoding: buffer, as: UTF8.self))")
      }
    }
  }

  private func fill() throws -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count < 0, errno == ECONNRESET { return false }
    guard count >= 0 else {
      throw Failure(description: "recv: \(String(cString: strerror(errno)))")
    }
    buffer += chunk.prefix(count)
    return count > 0
  }
}

/// A response as it was on the wire.
struct Reply {
  var status: Int
  var head: String
  var body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }

  subscript(_ name: String) -> String? {
    for line in head.split(separator: "\r\n").dropFirst() {
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else {
        continue
      }
      return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return nil
  }
}

/// Runs blocking code on a thread of its own and waits for it without blocking the caller's.
@discardableResult func onThread<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    let thread = Thread { continuation.resume(with: Swift.Result { try body() }) }
    thread.stackSize = 256 * 1024
    thread.start()
  }
}

/// Starts a server, lets `client` talk to it on a thread, and ends both.
@discardableResult func withServer<Result: Sendable>(
  _ handler: @escaping HTTPServer.Handler,
  _ options: HTTPServer.Options = HTTPServer.Options(),
  client: @escaping @Sendable (SocketAddress) throws -> Result
) async throws -> Result {
  try await HTTPServer.run(options, handler: handler) { server in
    let address = server.address
    return try await onThread { try client(address) }
  }
}
