import Synchronization

/// Something on its way into the log, and what became of it.
final class PendingWrite: Sendable {
  enum Content: Sendable {
    case records(PendingRecords)
    /// Changes that are decided on when their turn comes, with everything before them in effect if
    /// they stand alone.
    case events(alone: Bool, @Sendable (LogState) throws(LogError) -> [LogEvent])
  }

  /// Where records came to lie.
  struct Outcome: Sendable {
    var layout = AppendLayout(partitions: [], turns: [])
    var firstOffsets: [Int] = []
    var time: Int64 = 0
    var isRepeat = false
  }

  let content: Content
  private let result = Mutex<Result<Outcome, LogError>?>(nil)

  init(_ content: Content) { self.content = content }

  var isSettled: Bool { result.withLock { $0 != nil } }

  var mustStandAlone: Bool {
    if case .events(alone: true, _) = content { true } else { false }
  }

  /// The bytes it brings, as far as they are known.
  var size: Int {
    if case .records(let records) = content { records.encoded.bytes.count } else { 0 }
  }

  func settle(_ new: Result<Outcome, LogError>) { result.withLock { $0 = new } }

  func outcome() throws(LogError) -> Outcome {
    guard let result = result.withLock({ $0 }) else { throw LogError(.closed, "log") }
    return try result.get()
  }
}

/// Records of one append, encoded by whoever brings them so that the writer has little to do.
struct PendingRecords: Sendable {
  let topic: UInt32
  let name: TopicName
  let layout: AppendLayout
  let time: Int64
  let key: IdempotencyKey?
  let encoded: EncodedAppend
}
