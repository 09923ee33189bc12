/// What went wrong with a request to S3: what was asked, of what, and what came back.
public struct S3Error: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; S3's own words and a few of this client's.
  public var code: Code
  /// What the service, or this client, says about it.
  public var message: String
  /// The HTTP status, where an answer came.
  public internal(set) var status: Int?
  /// What S3 calls the request; its support asks for it.
  public internal(set) var requestID: String?
  /// What S3 calls the machine that answered.
  public internal(set) var hostID: String?
  /// What was asked for, in S3's words: `PutObject`.
  public internal(set) var operation: String?
  /// The bucket it was asked of.
  public internal(set) var bucket: BucketName?
  /// The object it was asked of.
  public internal(set) var key: ObjectKey?
  /// How often it was tried.
  public internal(set) var attempts = 0
  /// Whether the service may have done it all the same: an answer was lost on the way.
  public internal(set) var mayHaveSucceeded = false
  /// The multipart upload that was kept for `resume`, where options asked for that.
  public internal(set) var uploadID: UploadID?
  /// What lies under it: the transport's or a file's own error.
  public internal(set) var underlying: (any Error)?

  /// Says what is wrong; the client adds where it happened.
  public init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.underlying = underlying
  }

  /// `PutObject s3://b/k: SlowDown (HTTP 503): … [request 4442587FB7D0A2F9, 4 attempts]`.
  public var description: String {
    let asked = [operation, place].compactMap { $0 }.joined(separator: " ")
    var text = asked.isEmpty ? code.rawValue : "\(asked): \(code)"
    if let status { text += " (HTTP \(status))" }
    if !message.isEmpty { text += ": \(message)" }
    if mayHaveSucceeded { text += " (it may have been done all the same)" }
    let notes = [
      requestID.map { "request \($0)" }, hostID.map { "host \($0)" },
      attempts > 1 ? "\(attempts) attempts" : nil, uploadID.map { "upload \($0.rawValue) kept" },
    ].compactMap { $0 }
    return notes.isEmpty ? text : "\(text) [\(notes.joined(separator: ", "))]"
  }

  private var place: String? {
    bucket.map { bucket in key.map { "s3://\(bucket)/\($0)" } ?? "s3://\(bucket)" }
  }
}
