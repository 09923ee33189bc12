/// What went wrong with a request to Kinesis: what was asked, of which stream, and what came back.
public struct KinesisError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public var code: Code
  /// What the service, or this client, says about it.
  public var message: String
  /// What was asked for, in the service's words: `PutRecords`.
  public internal(set) var operation: String?
  /// The stream it was asked of.
  public internal(set) var stream: String?
  /// The HTTP status, where an answer came.
  public internal(set) var status: Int?
  /// What the service calls the request.
  public internal(set) var requestID: String?
  /// How often it was tried.
  public internal(set) var attempts = 0
  /// How many of the attempts met a throttle.
  public internal(set) var throttles = 0
  /// Whether the service may have done it all the same: an answer was lost on the way.
  public internal(set) var mayHaveSucceeded = false
  /// What lies under it: the transport's own error.
  public internal(set) var underlying: (any Error)?

  /// Says what is wrong; the client adds where it happened.
  public init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.underlying = underlying
  }

  /// `PutRecord on s: ResourceNotFoundException (HTTP 400): Stream s … [request 3f…]`.
  public var description: String {
    let asked = [operation, stream.map { "on \($0)" }].compactMap { $0 }.joined(separator: " ")
    var text = asked.isEmpty ? code.rawValue : "\(asked): \(code)"
    if let status { text += " (HTTP \(status))" }
    if !message.isEmpty { text += ": \(message)" }
    if mayHaveSucceeded { text += " (it may have been done all the same)" }
    let notes = [requestID.map { "request \($0)" }, attempts > 1 ? "\(attempts) attempts" : nil]
      .compactMap { $0 }
    return notes.isEmpty ? text : "\(text) [\(notes.joined(separator: ", "))]"
  }
}
