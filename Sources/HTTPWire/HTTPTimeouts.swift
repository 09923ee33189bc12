/// How long a transfer may take; `nil` is no limit.
public struct HTTPTimeouts: Hashable, Sendable {
  /// From the start to a usable connection, TLS included.
  public var connect: Duration?
  /// Without a single byte in either direction.
  public var idle: Duration?
  /// For everything; none by default, since a large object may rightly take hours.
  public var total: Duration?

  /// Ten seconds to connect, a minute of silence, no limit in all.
  public init(
    connect: Duration? = .seconds(10),
    idle: Duration? = .seconds(60),
    total: Duration? = nil
  ) {
    self.connect = connect
    self.idle = idle
    self.total = total
  }
}
