internal import HTTPWire
internal import Synchronization

/// What all connections of one server share.
final class Service: Sendable {
  let options: HTTPServer.Options
  let address: SocketAddress
  private let requests = Atomic<UInt64>(0)
  private let connections = Atomic<UInt64>(0)

  init(options: HTTPServer.Options, address: SocketAddress) {
    self.options = options
    self.address = address
  }

  func nextRequestNumber() -> UInt64 { requests.add(1, ordering: .relaxed).newValue }

  func nextConnectionNumber() -> UInt64 { connections.add(1, ordering: .relaxed).newValue }
}
