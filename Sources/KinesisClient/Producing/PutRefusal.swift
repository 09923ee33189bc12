/// Why a single record was refused, by the stream or before it was sent.
public struct PutRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of refusal it is.
  public var code: KinesisError.Code
  /// The stream's words.
  public var message: String
  /// Whether this or an earlier attempt may have written it in spite of the refusal.
  public var mayBeWritten: Bool

  /// Says why a record was refused; an error of Kinesis's own leaves open what became of it.
  public init(code: KinesisError.Code, message: String) {
    self.code = code
    self.message = message
    mayBeWritten = code == .internalFailure
  }

  /// Whether the failure is a passing one, so that sending the record again may help.
  public var isRetriable: Bool { Failure.remedy(of: code, message: message) != .none }

  /// Whether the shard had no room.
  var isThrottle: Bool { Failure.remedy(of: code, message: message) == .restraint }

  /// The kind and the words.
  public var description: String { "\(code): \(message)" }
}
