/// What became of every record, in their order, and what it took.
public struct PutReport: Sendable {
  /// What became of each record.
  public internal(set) var outcomes: [PutOutcome]
  /// How often a record was turned away because there was no room for it, all attempts together.
  public internal(set) var throttles = 0
  /// How many requests were answered.
  public internal(set) var requests = 0

  init(count: Int) { outcomes = Array(repeating: .notSent, count: count) }

  /// Whether every record is in the stream.
  public var isComplete: Bool { outcomes.allSatisfy { $0.written != nil } }

  /// The records that are in the stream.
  public var written: Int { outcomes.count { $0.written != nil } }

  /// Where the records are, or the first reason why one of them is not.
  public func get() throws(KinesisError) -> [WrittenRecord] {
    var records: [WrittenRecord] = []
    for outcome in outcomes {
      switch outcome {
      case .written(let record): records.append(record)
      case .failed(let error): throw error
      case .refused(let refusal):
        var error = KinesisError(refusal.code, refusal.message)
        error.mayHaveSucceeded = refusal.mayBeWritten
        throw error
      case .notSent: throw KinesisError(.cancelled, "before the record was sent")
      }
    }
    return records
  }
}
