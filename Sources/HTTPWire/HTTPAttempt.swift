/// What one attempt at a request cost: the record a log line or a metric is made of.
public struct HTTPAttempt: Sendable {
  /// What the server was asked to do.
  public var method: HTTPMethod
  /// Whom it was asked.
  public var origin: HTTPOrigin
  /// The path without the query, which may be secret.
  public var path: String
  /// The status, where an answer came.
  public var status: Int?
  /// What went wrong, where no answer came.
  public var failure: HTTPTransportError.Code?
  /// From the start until the name was resolved.
  public var nameLookup: Duration
  /// From the start until the connection stood, TLS included.
  public var connected: Duration
  /// From the start until the first byte of the answer.
  public var firstByte: Duration
  /// From the start to the end.
  public var total: Duration
  /// Body bytes sent.
  public var bytesSent: Int
  /// Body bytes received.
  public var bytesReceived: Int
  /// Whether the connection had served before.
  public var reusedConnection: Bool
  /// The protocol version as the wire has it: `1.1` or `2`.
  public var httpVersion: String

  /// Starts a record whose figures are still to come.
  public init(method: HTTPMethod, origin: HTTPOrigin, path: String) {
    self.method = method
    self.origin = origin
    self.path = path
    status = nil
    failure = nil
    nameLookup = .zero
    connected = .zero
    firstByte = .zero
    total = .zero
    bytesSent = 0
    bytesReceived = 0
    reusedConnection = false
    httpVersion = ""
  }
}

/// Hears of every attempt a transport makes.
///
/// It is called on the transport's own thread: be brief.
public typealias HTTPObserver = @Sendable (HTTPAttempt) -> Void
