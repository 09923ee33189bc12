public import FoundationEssentials

/// What became of one record.
public enum RecordOutcome: Sendable {
  /// It is in the topic.
  case written(ProducedRecord)
  /// The proxy or the cluster would not have it.
  case refused(RecordRefusal)
  /// The request it was in came to nothing; the error says whether it may have been written.
  ///
  /// Indirect, since errors are large, rare, and would make every outcome as large as they are.
  indirect case failed(KafkaRESTError)
  /// It never left this program.
  case notSent

  /// Where it was written, if it was.
  public var written: ProducedRecord? {
    if case .written(let record) = self { record } else { nil }
  }

  /// Whether the record may be in the topic, for certain or possibly.
  public var mayBeWritten: Bool {
    switch self {
    case .written: true
    case .refused(let refusal): refusal.mayBeWritten
    case .failed(let error): error.mayHaveArrived
    case .notSent: false
    }
  }
}

extension RecordOutcome {
  /// This outcome of a second attempt, in the light of the first.
  func following(_ first: RecordOutcome) -> RecordOutcome {
    if case .notSent = self { return first }
    return first.mayBeWritten ? inDoubt : self
  }

  /// This outcome, when an earlier attempt may have written the record as well.
  var inDoubt: RecordOutcome {
    switch self {
    case .written(var record):
      record.possiblyDuplicated = true
      return .written(record)
    case .refused(var refusal):
      refusal.mayBeWritten = true
      return .refused(refusal)
    case .failed(var error):
      error.mayHaveArrived = true
      return .failed(error)
    case .notSent: return self
    }
  }
}

/// Where a record was written.
public struct ProducedRecord: Hashable, Sendable {
  /// The partition it went to.
  public var partition: Int
  /// Its place there; `nil` where the proxy does not tell.
  public var offset: Int64?
  /// The time it was stored with, where the proxy tells.
  public var timestamp: Date?
  /// Whether an earlier attempt may have written it as well.
  public var possiblyDuplicated: Bool

  /// Says where a record was written.
  public init(
    partition: Int,
    offset: Int64?,
    timestamp: Date? = nil,
    possiblyDuplicated: Bool = false
  ) {
    self.partition = partition
    self.offset = offset
    self.timestamp = timestamp
    self.possiblyDuplicated = possiblyDuplicated
  }
}

/// Why a record was refused.
public struct RecordRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The proxy's error code, such as 40301 or 50003.
  public var errorCode: Int
  /// The proxy's words.
  public var message: String
  /// Whether this or an earlier attempt may have written it in spite of the refusal.
  public var mayBeWritten: Bool

  /// Says why a record was refused; a time-out of the cluster leaves open what became of it.
  public init(errorCode: Int, message: String) {
    self.errorCode = errorCode
    self.message = message
    mayBeWritten = errorCode == 2 || errorCode == 50003
  }

  /// Whether the failure is a passing one, so that sending the record again may help.
  ///
  /// 2 is how Karapace, after the proxy's first version, numbers what Confluent numbers 50003.
  public var isRetriable: Bool {
    switch errorCode {
    case 2, 50003, 42901, 429, 50301, 50302, 503: true
    default: false
    }
  }

  /// The code and the words.
  public var description: String { "\(errorCode): \(message)" }
}
