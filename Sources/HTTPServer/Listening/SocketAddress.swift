internal import CSockets
internal import Glibc

/// A numeric address and a port.
public struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
  /// An IPv4 or IPv6 address in its usual spelling, without brackets.
  public let host: String
  /// The port; 0 asks for any free one.
  public let port: Int

  /// Pairs an address with a port.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// `host:port`, with brackets around an IPv6 address.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// The system's form, where host and port are what they should be.
  func systemForm() -> (storage: sockaddr_storage, length: socklen_t)? {
    guard let port = in_port_t(exactly: port)?.bigEndian else { return nil }
    var storage = sockaddr_storage()
    var four = sockaddr_in()
    var six = sockaddr_in6()
    if unsafe inet_pton(AF_INET, host, &four.sin_addr) == 1 {
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = port
      unsafe withUnsafeMutableBytes(of: &storage) {
        unsafe $0.storeBytes(of: four, as: sockaddr_in.self)
      }
      return (storage, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
    guard unsafe inet_pton(AF_INET6, host, &six.sin6_addr) == 1 else { return nil }
    six.sin6_family = sa_family_t(AF_INET6)
    six.sin6_port = port
    unsafe withUnsafeMutableBytes(of: &storage) {
      unsafe $0.storeBytes(of: six, as: sockaddr_in6.self)
    }
    return (storage, socklen_t(MemoryLayout<sockaddr_in6>.size))
  }

  /// Reads the system's form; other families than IP have no host and no port.
  init(_ storage: sockaddr_storage) {
    var storage = storage
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let capacity = socklen_t(text.count)
    let isSix = storage.ss_family == sa_family_t(AF_INET6)
    port = unsafe withUnsafeMutableBytes(of: &storage) { bytes in
      if isSix {
        var address = unsafe bytes.load(as: sockaddr_in6.self)
        unsafe inet_ntop(AF_INET6, &address.sin6_addr, &text, capacity)
        return Int(in_port_t(bigEndian: address.sin6_port))
      }
      var address = unsafe bytes.load(as: sockaddr_in.self)
      unsafe inet_ntop(AF_INET, &address.sin_addr, &text, capacity)
      return Int(in_port_t(bigEndian: address.sin_port))
    }
    host = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
