public import HTTPWire

extension CurlTransport {
  /// What may be chosen about a transport; every default suits a client of S3 or of a Kafka REST
  /// proxy.
  public struct Options: Sendable {
    /// Transfers under way at once, over all hosts; further requests wait their turn.
    public var maxConnections = 128
    /// Transfers under way at once with one host.
    public var maxConnectionsPerHost = 16
    /// Transfers under way at once with one host that speaks HTTP/2, where they share a connection.
    public var maxStreamsPerHost = 100
    /// How long an idle connection is trusted; S3 closes its own after some 20 seconds.
    public var maxIdleAge: Duration = .seconds(17)
    /// Limits of a request that brings none of its own.
    public var timeouts = HTTPTimeouts()
    /// The way to the servers.
    public var proxy: Proxy = .none
    /// Whose certificates are believed.
    public var trust: Trust = .system
    /// The newest protocol version that may be spoken.
    public var httpVersion: HTTPVersion = .http2OverTLS
    /// The `User-Agent` of requests that bring none; `nil` sends none.
    public var userAgent: String?
    /// When the server is asked before a body is sent.
    public var expectContinue: ExpectContinue = .forLargeBodies
    /// How much of an answer may wait unread before the server is held back.
    public var maxUnreadBytes = 512 * 1024
    /// How much of a streamed request body is held ready for sending.
    public var maxUnsentBytes = 512 * 1024
    /// The longest header section that is accepted.
    public var maxHeaderBytes = 256 * 1024
    /// The most that one read from a socket takes.
    public var receiveBufferBytes = 256 * 1024
    /// The most that one write to a socket offers.
    public var sendBufferBytes = 256 * 1024
    /// Hears of every attempt.
    public var observer: HTTPObserver?

    /// Takes every default.
    public init() {}
  }

  /// Whose certificates are believed.
  public enum Trust: Hashable, Sendable {
    /// Those the system's authorities have signed.
    case system
    /// Those the authorities in this PEM file have signed.
    case authorities(file: String)
    /// Anybody's: the connection is encrypted with whoever answers. For tests alone.
    case anybody
  }

  /// The newest protocol version that may be spoken.
  public enum HTTPVersion: Hashable, Sendable {
    /// HTTP/1.1 everywhere.
    case http1
    /// HTTP/2 where a TLS handshake offers it, HTTP/1.1 elsewhere.
    case http2OverTLS
  }
}
