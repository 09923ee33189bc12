/// A call to a Kafka REST proxy that came to nothing: what was asked, of whom, what came back, and
/// where it can be told, what to do about it.
public struct KafkaRESTError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it was.
  public let code: Code
  /// What was being done, to what: `produce to 0af8d0adfd13.pin`.
  public let operation: String
  /// The URL without its query.
  public let url: String
  /// The HTTP status, where an answer came.
  public let status: Int?
  /// The proxy's own error code, such as 40401.
  public let errorCode: Int?
  /// What the proxy or the transport said.
  public let detail: String
  /// What to do about it, where that is known.
  public internal(set) var advice: String?
  /// How long the other side wants to be left alone.
  public let retryAfter: Duration?
  /// What the transport, an encoder or a decoder threw.
  public let underlying: (any Error)?
  /// Whether the proxy may have done what it was asked in spite of all.
  public internal(set) var mayHaveArrived: Bool
  /// How often it was tried.
  public internal(set) var attempts = 1

  init(
    _ code: Code,
    operation: String,
    url: String,
    status: Int? = nil,
    errorCode: Int? = nil,
    detail: String,
    advice: String? = nil,
    retryAfter: Duration? = nil,
    mayHaveArrived: Bool = false,
    underlying: (any Error)? = nil
  ) {
    self.code = code
    self.operation = operation
    self.url = url
    self.status = status
    self.errorCode = errorCode
    self.detail = detail
    self.advice = advice
    self.retryAfter = retryAfter
    self.mayHaveArrived = mayHaveArrived
    self.underlying = underlying
  }

  /// Operation, URL, kind, numbers, the other side's words, and the advice, in one line.
  public var description: String {
    var text = "\(operation) at \(url): \(code)"
    let numbers = [status.map { "HTTP \($0)" }, errorCode.map { "\($0)" }].compactMap { $0 }
    if !numbers.isEmpty { text += " (\(numbers.joined(separator: ", ")))" }
    if !detail.isEmpty { text += ": \(detail)" }
    if attempts > 1 { text += " [after \(attempts) attempts]" }
    if let advice { text += " -- \(advice)" }
    return text
  }
}

extension KafkaRESTError {
  /// Kinds of failure; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// What was to be sent cannot be sent.
    public static let invalidInput = Code(description: "invalid input")
    /// This kind of proxy does not offer it.
    public static let unsupported = Code(description: "not supported")
    /// Nobody was reached.
    public static let unreachable = Code(description: "unreachable")
    /// The name has no address.
    public static let hostNotFound = Code(description: "host not found")
    /// The TLS handshake failed, or the certificate is not trusted.
    public static let untrusted = Code(description: "TLS failed")
    /// The connection broke or fell silent before the answer was complete.
    public static let interrupted = Code(description: "interrupted")
    /// One side speaks TLS and the other does not.
    public static let wrongScheme = Code(description: "http and https mixed up")
    /// Somebody else answered in the proxy's place: a gateway, a web server.
    public static let notTheProxy = Code(description: "not the proxy's answer")
    /// A gateway answered that it got nothing from the proxy.
    public static let proxyDown = Code(description: "no answer from the proxy")
    /// The proxy does not know who asks.
    public static let unauthenticated = Code(description: "not authenticated")
    /// Who asks is known and not allowed.
    public static let forbidden = Code(description: "not allowed")
    /// There is no such topic.
    public static let topicNotFound = Code(description: "topic not found")
    /// There is no such partition.
    public static let partitionNotFound = Code(description: "partition not found")
    /// The consumer is gone, or was never there.
    public static let consumerNotFound = Code(description: "consumer not found")
    /// There is no such thing, or no such path.
    public static let notFound = Code(description: "not found")
    /// It is there already, or the consumer is in no state for it.
    public static let conflict = Code(description: "conflict")
    /// The proxy does not accept what it was sent.
    public static let rejected = Code(description: "rejected")
    /// Too much was sent too fast.
    public static let throttled = Code(description: "throttled")
    /// The proxy, or the cluster behind it, has no time at the moment.
    public static let unavailable = Code(description: "unavailable")
    /// The proxy stumbled.
    public static let serverFailed = Code(description: "server failed")
    /// The answer is not what the API promises.
    public static let malformedReply = Code(description: "malformed reply")
    /// The calling task was cancelled.
    public static let cancelled = Code(description: "cancelled")
  }

  /// Whether the same request may well succeed a little later.
  public var isRetriable: Bool {
    switch code {
    case .unreachable, .interrupted, .proxyDown, .throttled, .unavailable, .serverFailed: true
    default: false
    }
  }
}
