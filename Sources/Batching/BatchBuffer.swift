/// Records that were accepted and are not settled: gathered by destination, sealed when a request is
/// full, taken in the order they were sealed.
///
/// Time comes from outside, as the time since the producer began.
public struct BatchBuffer<Item: BatchItem>: Sendable {
  /// The records of one request.
  public struct Batch: Sendable {
    /// Its place among all batches.
    public let number: Int
    /// Where they go.
    public let destination: Item.Destination
    @usableFromInline let due: Duration
    /// What is to be sent.
    public var records = Item.Records()
    /// What the records count against the bound of the buffer.
    @usableFromInline var weight = 0

    @inlinable init(number: Int, destination: Item.Destination, due: Duration) {
      self.number = number
      self.destination = destination
      self.due = due
    }
  }

  @usableFromInline let limits: BatchLimits
  /// One a destination; there are few, so that looking them up in order is the quickest.
  @usableFromInline var open: [Batch] = []
  @usableFromInline var sealed: ArraySlice<Batch> = []
  @usableFromInline var records = 0
  @usableFromInline var weight = 0
  @usableFromInline var batches = 0
  /// The numbers of all batches that are not settled.
  @usableFromInline var outstanding: Set<Int> = []

  /// Starts empty.
  @inlinable public init(_ limits: BatchLimits) { self.limits = limits }

  /// Whether a record may be added now; one that is larger than the whole bound may be alone.
  @inlinable public func hasRoom(for item: Item) -> Bool {
    records == 0
      || records < limits.bufferedRecords && weight + item.weight <= limits.bufferedBytes
  }

  /// When the next open batch is due; `nil` where none is open.
  @inlinable public var nextDue: Duration? { open.lazy.map(\.due).min() }

  /// Adds a record, and seals its batch when it is full; `now` is asked when a batch is opened.
  @inlinable public mutating func add(_ item: Item, now: () -> Duration) {
    let size = item.weight
    records += 1
    weight += size
    var index = open.firstIndex { $0.destination == item.destination }
    if let full = index, open[full].records.byteCount + size > limits.bytesPerRequest {
      sealed.append(open.remove(at: full))
      index = nil
    }
    let place = index ?? openBatch(for: item.destination, now: now())
    open[place].records.append(item)
    open[place].weight += size
    if open[place].records.count >= limits.recordsPerRequest
      || open[place].records.byteCount >= limits.bytesPerRequest
    {
      sealed.append(open.remove(at: place))
    }
  }

  /// Seals the batches that have waited long enough for company.
  @inlinable public mutating func sealDue(now: Duration) {
    sealed.append(contentsOf: open.filter { $0.due <= now })
    open.removeAll { $0.due <= now }
  }

  /// Seals every batch.
  @inlinable public mutating func sealAll() {
    sealed.append(contentsOf: open)
    open = []
  }

  /// Takes the batch that is sent next.
  @inlinable public mutating func take() -> Batch? { sealed.popFirst() }

  /// Makes the room free that a batch took.
  @inlinable public mutating func settled(_ batch: Batch) {
    outstanding.remove(batch.number)
    records -= batch.records.count
    weight -= batch.weight
  }

  @inlinable mutating func openBatch(for destination: Item.Destination, now: Duration) -> Int {
    batches += 1
    outstanding.insert(batches)
    open.append(Batch(number: batches, destination: destination, due: now + limits.linger))
    return open.endIndex - 1
  }
}
