/// What a handler may want to know about a request beside the request itself.
public struct RequestContext: Sendable {
  /// Where the request came from.
  public var remoteAddress: SocketAddress
  /// Where the server took it.
  public var localAddress: SocketAddress
  /// A number no other request to this server has.
  public var requestNumber: UInt64
  /// A number all requests of one connection share.
  public var connectionNumber: UInt64

  /// Puts a context together; the defaults serve to call a handler without a server.
  public init(
    remoteAddress: SocketAddress = SocketAddress(host: "127.0.0.1", port: 0),
    localAddress: SocketAddress = SocketAddress(host: "127.0.0.1", port: 0),
    requestNumber: UInt64 = 1,
    connectionNumber: UInt64 = 1
  ) {
    self.remoteAddress = remoteAddress
    self.localAddress = localAddress
    self.requestNumber = requestNumber
    self.connectionNumber = connectionNumber
  }
}
