import Glibc

/// Ports of 127.0.0.1 for servers that cannot be told to take any free one.
public enum LoopbackPort {
  /// A port nobody listens on now, below the range that outgoing connections use.
  public static func free() -> Int {
    while true {
      let port = Int.random(in: 20_000..<32_000)
      if isFree(port) { return port }
    }
  }

  /// Whether somebody accepts connections there.
  public static func answers(_ port: Int) -> Bool { with(port) { connect($0, $1, $2) == 0 } }

  private static func isFree(_ port: Int) -> Bool { with(port) { bind($0, $1, $2) == 0 } }

  private static func with(
    _ port: Int,
    _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool
  ) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body(descriptor, $0, size) }
    }
  }
}
