import Glibc
import Synchronization
import TestKit

/// A proxy that knows CONNECT and nothing else, and only to this machine.
final class Tunnel: Sendable {
  private let server: RawServer
  private let log: Log

  private final class Log: Sendable {
    let targets = Mutex<[String]>([])
  }

  init() throws {
    let log = Log()
    self.log = log
    server = try RawServer { connection, _ in
      guard let head = try connection.readHead() else { return }
      let target = String(head.split(separator: " ")[1])
      log.targets.withLock { $0.append(target) }
      guard let port = target.split(separator: ":").last.flatMap({ UInt16($0) }) else { return }
      let other = Self.connect(to: port)
      try connection.write("HTTP/1.1 200 Connected\r\nX-Proxy: 1\r\n\r\n")
      let socket = connection.socket
      onNewThread {
        Self.copy(from: other, to: socket)
        shutdown(socket, Int32(SHUT_RDWR))
      }
      Self.copy(from: socket, to: other)
      close(other)
    }
  }

  var port: Int { server.port }
  /// Whom it was asked to connect to.
  var targets: [String] { log.targets.withLock { $0 } }

  func stop() { server.stop() }

  private static func connect(to port: UInt16) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return descriptor
  }

  private static func copy(from source: Int32, to target: Int32) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(source, &buffer, buffer.count, 0)
      guard count > 0, send(target, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
    }
  }
}
