/// A connection that was accepted and is nobody's yet.
struct Arrival: Sendable {
  let descriptor: Int32
  let from: SocketAddress
}
