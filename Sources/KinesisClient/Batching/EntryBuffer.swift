/// Records that were accepted and are not settled: gathered into batches, sealed when a request is
/// full, taken in the order they were sealed.
///
/// Time comes from outside, as the time since the producer began.
struct EntryBuffer {
  /// What is told when the outcome of a record is known.
  typealias Listener = @Sendable (PutOutcome) -> Void

  /// One record, with whoever is to hear of its outcome.
  struct Item: Sendable {
    var entry: PutEntry
    var listener: Listener?
  }

  /// The records of one request.
  struct Batch: Sendable {
    let number: Int
    let due: Duration
    var items: [Item] = []
    /// What the records count against the bounds.
    var weight = 0
  }

  private let options: StreamProducer.Options
  private var open: Batch?
  private var sealed: ArraySlice<Batch> = []
  private var records = 0
  private var weight = 0
  private var batches = 0
  /// The numbers of all batches that are not settled.
  private(set) var outstanding: Set<Int> = []

  init(_ options: StreamProducer.Options) { self.options = options }

  /// Whether a record may be added now; one that is larger than the whole bound may be alone.
  func hasRoom(for item: Item) -> Bool {
    records == 0
      || records < options.bufferedRecords
        && weight + item.entry.weight <= options.bufferedBytes
  }

  /// When the open batch is due; `nil` where none is open.
  var nextDue: Duration? { open?.due }

  /// Adds a record, and seals its batch when it is full; `now` is asked when a batch is opened.
  mutating func add(_ item: Item, now: () -> Duration) {
    let size = item.entry.weight
    records += 1
    weight += size
    if let batch = open, batch.weight + size > options.put.bytesPerRequest { sealAll() }
    if open == nil {
      batches += 1
      outstanding.insert(batches)
      open = Batch(number: batches, due: now() + options.linger)
    }
    open?.items.append(item)
    open?.weight += size
    if let batch = open, batch.items.count >= options.put.recordsPerRequest { sealAll() }
  }

  /// Seals the open batch if it has waited long enough for company.
  mutating func sealDue(now: Duration) {
    if let open, open.due <= now { sealAll() }
  }

  /// Seals the open batch.
  mutating func sealAll() {
    if let open { sealed.append(open) }
    open = nil
  }

  /// Takes the batch that is sent next.
  mutating func take() -> Batch? { sealed.popFirst() }

  /// Makes the room free that a batch took.
  mutating func settled(_ batch: Batch) {
    outstanding.remove(batch.number)
    records -= batch.items.count
    weight -= batch.weight
  }
}
