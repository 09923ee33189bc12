/// A transfer that brought no answer: what was being done, to whom, and what came back.
public struct HTTPTransportError: Error, Sendable, CustomStringConvertible {
  /// Kinds of failure; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// The request cannot be put on the wire as it is.
    public static let invalidRequest = Code(description: "invalid request")
    /// The name has no address.
    public static let hostNotFound = Code(description: "host not found")
    /// Nobody listens there, or no way leads there.
    public static let connectionRefused = Code(description: "connection refused")
    /// The connection did not stand in time.
    public static let connectTimedOut = Code(description: "connect timed out")
    /// The TLS handshake failed or the certificate is not trusted.
    public static let tlsFailed = Code(description: "TLS failed")
    /// The connection broke before the whole answer was there.
    public static let connectionLost = Code(description: "connection lost")
    /// No byte moved for too long.
    public static let idleTimedOut = Code(description: "idle timed out")
    /// The time for the whole transfer ran out.
    public static let totalTimedOut = Code(description: "total time used up")
    /// The peer does not speak HTTP as it should.
    public static let protocolViolated = Code(description: "protocol violated")
    /// The body to be sent could not be read.
    public static let requestBodyFailed = Code(description: "request body failed")
    /// The answer ended before its announced length.
    public static let truncated = Code(description: "answer cut short")
    /// The calling task was cancelled.
    public static let cancelled = Code(description: "cancelled")
    /// Anything else; the detail says what.
    public static let other = Code(description: "transfer failed")
  }

  /// What kind of failure it was.
  public let code: Code
  /// Method and URL without its query.
  public let request: String
  /// What the library or the peer said.
  public let detail: String
  /// Whether the server may have seen the whole request, so that sending it again could do it twice.
  public let mayHaveArrived: Bool
  /// What a caller's body stream threw.
  public let underlying: (any Error)?

  /// Describes a failed transfer of `request`.
  public init(
    _ code: Code,
    request: HTTPRequest,
    detail: String,
    mayHaveArrived: Bool,
    underlying: (any Error)? = nil
  ) {
    self.code = code
    self.request = "\(request.method) \(request.loggableURL)"
    self.detail = detail
    self.mayHaveArrived = mayHaveArrived
    self.underlying = underlying
  }

  /// `GET http://host/path: connection refused (…)`.
  public var description: String {
    detail.isEmpty ? "\(request): \(code)" : "\(request): \(code) (\(detail))"
  }
}
