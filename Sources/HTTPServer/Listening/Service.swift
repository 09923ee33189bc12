internal import HTTPWire
internal import Synchronization

/// What all connections of one server share.
final class Service: Sendable {
  let options: HTTPServer.Options
  let address: SocketAddress
  /// Whom a request means that does not say it.
  let origin: HTTPOrigin
  // Nanoseconds, since durations are slow to calculate with.
  let idleTime: Int
  let headerTime: Int
  /// How long bytes are received behind a last answer.
  let lingeringTime = 2_000_000_000
  /// How slow a body may go, at its beginning.
  let pace: Pace
  /// Held so that its threads live as long as a body of one of their connections.
  private let loops: EventLoops
  private let requests = Atomic<UInt64>(0)
  private let connections = Atomic<UInt64>(0)

  init(options: HTTPServer.Options, address: SocketAddress, on loops: EventLoops) {
    self.loops = loops
    self.options = options
    self.address = address
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    origin = HTTPOrigin(scheme: .http, host: host, port: address.port)
    let limits = options.limits
    idleTime = limits.idleTime.inNanoseconds
    headerTime = limits.headerTime.inNanoseconds
    pace = Pace(grace: limits.grace.inNanoseconds, bytesPerSecond: limits.bytesPerSecond)
  }

  func nextRequestNumber() -> UInt64 { requests.add(1, ordering: .relaxed).newValue }

  func nextConnectionNumber() -> UInt64 { connections.add(1, ordering: .relaxed).newValue }
}
