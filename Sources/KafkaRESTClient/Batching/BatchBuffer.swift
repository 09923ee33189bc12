/// Records that were accepted and are not settled: gathered by topic, sealed when a request is
/// full, taken in the order they were sealed.
///
/// Time comes from outside, as the time since the producer began.
struct BatchBuffer {
  /// What is told when the outcome of a record is known.
  typealias Listener = @Sendable (RecordOutcome) -> Void

  /// One record, with whoever is to hear of its outcome.
  struct Item {
    var topic: TopicName
    var record: [UInt8]
    var listener: Listener?
  }

  /// The records of one request.
  struct Batch {
    let number: Int
    let topic: TopicName
    let due: Duration
    var records = EncodedRecords()
    var listeners: [Listener?] = []
    /// What the records counted against the bound of the buffer.
    var weight = 0
  }

  private let options: BatchingOptions
  /// One a topic; there are few, so that looking them up in order is the quickest.
  private var open: [Batch] = []
  private var sealed: ArraySlice<Batch> = []
  private var records = 0
  private var weight = 0
  private var batches = 0
  /// The numbers of all batches that are not settled.
  private(set) var outstanding: Set<Int> = []

  init(_ options: BatchingOptions) { self.options = options }

  /// Whether a record may be added now; one that is larger than the whole bound may be alone.
  func hasRoom(for item: Item) -> Bool {
    records == 0
      || records < options.bufferedRecords
        && weight + item.record.count <= options.bufferedBytes
  }

  /// Whether nothing is left to be taken.
  var isDrained: Bool { open.isEmpty && sealed.isEmpty }

  /// When the next open batch is due; `nil` where none is open.
  var nextDue: Duration? { open.lazy.map(\.due).min() }

  /// Adds a record, and seals its batch when it is full; `now` is asked when a batch is opened.
  mutating func add(_ item: Item, now: () -> Duration) {
    let size = item.record.count
    records += 1
    weight += size
    var index = open.firstIndex { $0.topic == item.topic }
    if let full = index, open[full].records.byteCount + size > options.bytesPerRequest {
      sealed.append(open.remove(at: full))
      index = nil
    }
    let place = index ?? openBatch(for: item.topic, now: now())
    open[place].records.append(encoded: item.record)
    open[place].listeners.append(item.listener)
    open[place].weight += size
    if open[place].records.count >= options.recordsPerRequest
      || open[place].records.byteCount >= options.bytesPerRequest
    {
      sealed.append(open.remove(at: place))
    }
  }

  /// Seals the batches that have waited long enough for company.
  mutating func sealDue(now: Duration) {
    sealed.append(contentsOf: open.filter { $0.due <= now })
    open.removeAll { $0.due <= now }
  }

  /// Seals every batch.
  mutating func sealAll() {
    sealed.append(contentsOf: open)
    open = []
  }

  /// Takes the batch that is sent next.
  mutating func take() -> Batch? { sealed.popFirst() }

  /// Makes the room free that a batch took.
  mutating func settled(_ number: Int, records: Int, weight: Int) {
    outstanding.remove(number)
    self.records -= records
    self.weight -= weight
  }

  private mutating func openBatch(for topic: TopicName, now: Duration) -> Int {
    batches += 1
    outstanding.insert(batches)
    open.append(Batch(number: batches, topic: topic, due: now + options.linger))
    return open.endIndex - 1
  }
}
