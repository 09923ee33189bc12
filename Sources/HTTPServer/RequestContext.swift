/// What a handler may want to know about a request beside the request itself.
public struct RequestContext: Sendable {
  /// Where the request came from.
  public let remoteAddress: SocketAddress
  /// Where the server took it.
  public let localAddress: SocketAddress
  /// A number no other request to this server has.
  public let requestNumber: UInt64
  /// A number all requests of one connection share.
  public let connectionNumber: UInt64
}
