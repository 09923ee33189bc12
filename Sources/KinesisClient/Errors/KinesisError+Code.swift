extension KinesisError {
  /// A kind of failure, as an open set: what Kinesis may invent tomorrow fits in too.
  public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The service's own word without what may stand around it, or one of this client's in small
    /// letters.
    public let rawValue: String

    /// Takes a name as the service spells it.
    public init(rawValue: String) { self.rawValue = rawValue }

    private init(_ rawValue: String) { self.rawValue = rawValue }

    /// Takes a name as it stands in `__type` or in `x-amzn-ErrorType`.
    ///
    /// Older answers put a namespace before it, `com.amazonaws.kinesis.v20131202#X`, and some an
    /// address behind it, `X:http://internal.amazon.com/…`.
    init(wire: String) {
      let named = wire.split(separator: "#", omittingEmptySubsequences: false).last ?? ""
      rawValue = String(named.prefix { $0 != ":" })
    }

    /// The name.
    public var description: String { rawValue }

    // What Kinesis answers.

    /// The caller may not do that.
    public static let accessDenied = Code("AccessDeniedException")
    /// Five minutes have passed since the iterator was made.
    public static let expiredIterator = Code("ExpiredIteratorException")
    /// Five minutes have passed since the page of a listing.
    public static let expiredNextToken = Code("ExpiredNextTokenException")
    /// Kinesis met an error of its own.
    public static let internalFailure = Code("InternalFailure")
    /// An argument makes no sense to Kinesis.
    public static let invalidArgument = Code("InvalidArgumentException")
    /// The signature does not match: a wrong secret, as a rule.
    public static let invalidSignature = Code("InvalidSignatureException")
    /// Too many requests of this kind, or more shards than the account may have.
    public static let limitExceeded = Code("LimitExceededException")
    /// Nothing said who is asking; a gateway says it of paths it does not know.
    public static let missingAuthenticationToken = Code("MissingAuthenticationTokenException")
    /// More records or bytes than the shard takes or gives in a second.
    public static let throughputExceeded = Code("ProvisionedThroughputExceededException")
    /// The stream is being changed, or a name is taken already.
    public static let resourceInUse = Code("ResourceInUseException")
    /// There is no such stream, shard or consumer.
    public static let resourceNotFound = Code("ResourceNotFoundException")
    /// Kinesis cannot serve at this moment.
    public static let serviceUnavailable = Code("ServiceUnavailable")
    /// There is no such access key.
    public static let unrecognizedClient = Code("UnrecognizedClientException")
    /// Part of the request breaks a rule of its shape.
    public static let validation = Code("ValidationException")

    // What this client finds out by itself.

    /// The configuration cannot work.
    public static let badConfiguration = Code("bad configuration")
    /// The calling task was cancelled.
    public static let cancelled = Code("cancelled")
    /// The text is no name of a stream.
    public static let invalidName = Code("invalid name")
    /// A record breaks a rule that Kinesis would refuse the whole request for.
    public static let invalidRecord = Code("invalid record")
    /// The service answered something Kinesis does not say.
    public static let malformedAnswer = Code("malformed answer")
    /// A text that was kept as a checkpoint is none.
    public static let malformedCheckpoint = Code("malformed checkpoint")
    /// There are no credentials to sign with.
    public static let noCredentials = Code("no credentials")
    /// Too many requests for the moment, as a gateway says it.
    public static let throttled = Code("throttled")
    /// A stream did not become what was waited for in time.
    public static let timedOut = Code("timed out")
    /// No answer came; the transport's error lies under it.
    public static let unreachable = Code("unreachable")
  }
}
