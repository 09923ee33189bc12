/// What went wrong with a request to Kinesis: what was asked, of which stream, and what came back.
public struct KinesisError: Error, Sendable, CustomStringConvertible {
  /// Kinds of failure: the service's own names, and a few of this client's.
  public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The name, as the service spells it.
    public let rawValue: String

    /// Takes a name as the service spells it.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The name.
    public var description: String { rawValue }
  }

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
    let notes = [requestID.map { "request \($0)" }, attempts > 1 ? "\(attempts) attempts" : nil]
      .compactMap { $0 }
    return notes.isEmpty ? text : "\(text) [\(notes.joined(separator: ", "))]"
  }
}
