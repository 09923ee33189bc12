import Glibc
import TestKit

/// Holds the thread of a test's server until a test lets it through.
final class Gate: Sendable {
  private let ends: (reading: Int32, writing: Int32)

  init() {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    self.ends = (ends[0], ends[1])
  }

  deinit {
    close(ends.reading)
    close(ends.writing)
  }

  func wait() {
    var byte: UInt8 = 0
    read(ends.reading, &byte, 1)
  }

  func open() { write(ends.writing, [1], 1) }
}

/// A listening socket whose backlog is full, so that the system does not answer further
/// connections.
final class FullListener {
  let port: Int
  private let listener: Int32
  private var fillers: [Int32] = []

  init() throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(listener, $0, size)
        listen(listener, 0)
        getsockname(listener, $0, &size)
      }
    }
    port = Int(UInt16(bigEndian: address.sin_port))
    for _ in 0..<4 {
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
      let filler = socket(AF_INET, kind, 0)
      withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = connect(filler, $0, size) }
      }
      fillers.append(filler)
    }
  }

  func stop() {
    for filler in fillers { close(filler) }
    close(listener)
  }
}

/// Lets the thread of a test's server rest: slowness is what is tested.
func pause(milliseconds: Int) { usleep(UInt32(milliseconds) * 1_000) }
