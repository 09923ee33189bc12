extension S3Error {
  /// A kind of failure, as an open set: what S3 may invent tomorrow fits in too.
  public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// S3's own word, or one of this client's in small letters.
    public let rawValue: String

    /// Takes a word as it stands in an answer.
    public init(rawValue: String) { self.rawValue = rawValue }

    private init(_ rawValue: String) { self.rawValue = rawValue }

    /// The word.
    public var description: String { rawValue }

    // What S3 answers.

    /// The caller may not do that.
    public static let accessDenied = Code("AccessDenied")
    /// The region in the signature is another than the bucket's.
    public static let authorizationHeaderMalformed = Code("AuthorizationHeaderMalformed")
    /// What arrived is not what the checksum says was sent.
    public static let badDigest = Code("BadDigest")
    /// Somebody else has a bucket of that name.
    public static let bucketAlreadyExists = Code("BucketAlreadyExists")
    /// The caller has that bucket already.
    public static let bucketAlreadyOwnedByYou = Code("BucketAlreadyOwnedByYou")
    /// Only an empty bucket can be deleted.
    public static let bucketNotEmpty = Code("BucketNotEmpty")
    /// Another conditional write was under way.
    public static let conditionalRequestConflict = Code("ConditionalRequestConflict")
    /// A part other than the last is smaller than 5 MiB.
    public static let entityTooSmall = Code("EntityTooSmall")
    /// The session token has ended.
    public static let expiredToken = Code("ExpiredToken")
    /// S3 met an error of its own.
    public static let internalError = Code("InternalError")
    /// There is no such access key.
    public static let invalidAccessKeyID = Code("InvalidAccessKeyId")
    /// An argument makes no sense to S3.
    public static let invalidArgument = Code("InvalidArgument")
    /// The name breaks the rules for buckets.
    public static let invalidBucketName = Code("InvalidBucketName")
    /// A part was not found or its tag differs.
    public static let invalidPart = Code("InvalidPart")
    /// The range begins behind the end of the object.
    public static let invalidRange = Code("InvalidRange")
    /// The request makes no sense to S3.
    public static let invalidRequest = Code("InvalidRequest")
    /// A key has 1 to 1,024 bytes.
    public static let keyTooLong = Code("KeyTooLongError")
    /// The method does not fit the resource; a delete marker, for instance.
    public static let methodNotAllowed = Code("MethodNotAllowed")
    /// There is no such bucket.
    public static let noSuchBucket = Code("NoSuchBucket")
    /// There is no such object.
    public static let noSuchKey = Code("NoSuchKey")
    /// There is no such multipart upload, or no longer.
    public static let noSuchUpload = Code("NoSuchUpload")
    /// There is no such version.
    public static let noSuchVersion = Code("NoSuchVersion")
    /// The service does not do that.
    public static let notImplemented = Code("NotImplemented")
    /// The object is as the condition says it was: HTTP 304.
    public static let notModified = Code("NotModified")
    /// The bucket must be asked for elsewhere.
    public static let permanentRedirect = Code("PermanentRedirect")
    /// A condition does not hold.
    public static let preconditionFailed = Code("PreconditionFailed")
    /// The clocks differ by more than S3 allows.
    public static let requestTimeTooSkewed = Code("RequestTimeTooSkewed")
    /// The body did not arrive in time.
    public static let requestTimeout = Code("RequestTimeout")
    /// S3 cannot serve at this moment.
    public static let serviceUnavailable = Code("ServiceUnavailable")
    /// The signature does not match: a wrong secret, as a rule.
    public static let signatureDoesNotMatch = Code("SignatureDoesNotMatch")
    /// Too many requests for the moment.
    public static let slowDown = Code("SlowDown")

    // What this client finds out by itself.

    /// The calling task was cancelled.
    public static let cancelled = Code("cancelled")
    /// The object changed while it was being read.
    public static let changedDuringRead = Code("changed during read")
    /// What arrived is not what S3's checksum says.
    public static let checksumMismatch = Code("checksum mismatch")
    /// The configuration cannot work.
    public static let badConfiguration = Code("bad configuration")
    /// There are no credentials to sign with.
    public static let noCredentials = Code("no credentials")
    /// The answer is longer than the caller was willing to hold.
    public static let tooLarge = Code("too large")
    /// The body to be sent could not be read.
    public static let bodyFailed = Code("body failed")
    /// A local file could not be read or written.
    public static let fileFailed = Code("file failed")
    /// The text is no `s3://bucket/key`.
    public static let invalidURI = Code("invalid URI")
    /// The service answered something S3 does not say.
    public static let malformedAnswer = Code("malformed answer")
    /// No answer came; the transport's error lies under it.
    public static let unreachable = Code("unreachable")
  }
}
