/// What became of one record.
public enum PutOutcome: Sendable {
  /// It is in the stream.
  case written(WrittenRecord)
  /// The stream would not have it, however long it was tried; or it breaks a rule and was not sent.
  case refused(PutRefusal)
  /// The request it was in came to nothing; the error says whether it may have been written.
  ///
  /// Indirect, since errors are large, rare, and would make every outcome as large as they are.
  indirect case failed(KinesisError)
  /// It never left this program.
  case notSent

  /// Where it was written, if it was.
  public var written: WrittenRecord? {
    if case .written(let record) = self { record } else { nil }
  }

  /// Whether the record may be in the stream, for certain or possibly.
  public var mayBeWritten: Bool {
    switch self {
    case .written: true
    case .refused(let refusal): refusal.mayBeWritten
    case .failed(let error): error.mayHaveSucceeded
    case .notSent: false
    }
  }

  /// This outcome, when an earlier attempt may have written the record as well.
  var inDoubt: PutOutcome {
    switch self {
    case .written(var record):
      record.possiblyDuplicated = true
      return .written(record)
    case .refused(var refusal):
      refusal.mayBeWritten = true
      return .refused(refusal)
    case .failed(var error):
      error.mayHaveSucceeded = true
      return .failed(error)
    case .notSent: return self
    }
  }
}
