public import FoundationEssentials
public import HTTPWire

extension HTTPServer {
  /// Where and how a server serves.
  public struct Options: Sendable {
    /// Where to listen; by default any free port of this machine alone.
    public var address = SocketAddress(host: "127.0.0.1", port: 0)
    /// What clients may ask for and how long they may take.
    public var limits = Limits()
    /// Says whose requests are answered by the name in their `Host`; others get 421.
    ///
    /// A page of a foreign site can make a browser send requests here under its own name (DNS
    /// rebinding); to know one's own names stops that. A connection that keeps to one name asks once.
    public var acceptsOrigin: @Sendable (HTTPOrigin) -> Bool = { _ in true }
    /// How long requests may go on when the server ends.
    public var drainTime: Duration = .seconds(10)
    /// The clock of the `Date` header.
    public var now: @Sendable () -> Date = { Date() }

    /// Starts with what suits a service on one machine.
    public init(address: SocketAddress = SocketAddress(host: "127.0.0.1", port: 0)) {
      self.address = address
    }
  }

  /// What clients may ask for and how long they may take.
  public struct Limits: Sendable {
    /// The longest first line; beyond it 414.
    public var requestLineBytes = 16 * 1024
    /// All header lines together; beyond it 431.
    public var headerBytes = 64 * 1024
    /// The number of header fields; beyond it 431.
    public var headerCount = 128
    /// The largest body; beyond it 413.
    public var bodyBytes = 64 * 1024 * 1024
    /// Bodies up to this length are complete before the handler is called, longer ones stream.
    public var bufferedBodyBytes = 64 * 1024
    /// What is read of a body nobody wanted, so that the connection can go on.
    public var discardedBodyBytes = 256 * 1024
    /// Connections at once; further ones wait to be accepted.
    public var connections = 16_384
    /// Connections the system keeps until they are accepted.
    public var backlog = 1_024
    /// How long a connection may lie idle between requests.
    public var idleTime: Duration = .seconds(75)
    /// How long a header may take from its first byte; beyond it 408.
    public var headerTime: Duration = .seconds(15)
    /// How slow a body may go either way; 0 lets any byte count as progress.
    public var bytesPerSecond = 1_024
    /// How long a body may go slower than that, or stand still.
    public var grace: Duration = .seconds(30)

    /// Starts with what suits a service on one machine.
    public init() {}
  }
}

extension HTTPServer.Limits {
  var parser: RequestParser.Limits {
    RequestParser.Limits(
      requestLineBytes: requestLineBytes,
      headerBytes: headerBytes,
      headerCount: headerCount,
      bodyBytes: bodyBytes
    )
  }
}
