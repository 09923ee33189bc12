/// Something on its way into the log, and who waits for it.
final class PendingWrite: Sendable {
  enum Content: Sendable {
    case records(PendingRecords)
    /// Changes that are decided on when their turn comes, with everything before them in effect if
    /// they stand alone.
    case events(alone: Bool, @Sendable (LogState) throws(LogError) -> [LogEvent])
    /// Everything before is to outlive a power cut.
    case sync
  }

  /// Where records came to lie.
  struct Outcome: Sendable {
    var layout = AppendLayout(partitions: [], turns: [])
    var firstOffsets: [Int] = []
    var time: Int64 = 0
    var isRepeat = false
  }

  let content: Content
  /// Called exactly once.
  let settle: @Sendable (Result<Outcome, LogError>) -> Void

  init(_ content: Content, settle: @escaping @Sendable (Result<Outcome, LogError>) -> Void) {
    self.content = content
    self.settle = settle
  }

  var mustStandAlone: Bool {
    switch content {
    case .records, .events(alone: false, _): false
    case .events(alone: true, _), .sync: true
    }
  }

  /// The bytes it brings, as far as they are known.
  var size: Int {
    if case .records(let records) = content { records.encoded.bytes.count } else { 0 }
  }
}

/// Records of one append, encoded by whoever brings them so that the writer has little to do.
final class PendingRecords: Sendable {
  let topic: UInt32
  let name: TopicName
  let layout: AppendLayout
  let time: Int64
  let key: IdempotencyKey?
  let encoded: EncodedAppend

  init(
    topic: UInt32,
    name: TopicName,
    layout: AppendLayout,
    time: Int64,
    key: IdempotencyKey?,
    encoded: EncodedAppend
  ) {
    self.topic = topic
    self.name = name
    self.layout = layout
    self.time = time
    self.key = key
    self.encoded = encoded
  }
}
