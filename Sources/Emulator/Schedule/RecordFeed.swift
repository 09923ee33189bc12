public import PinterestModels

/// The records of a plan in the order they are sent: those that are delayed come later, those that
/// change places do so among their neighbours.
public struct RecordFeed: PostFeed {
  /// What is due at one moment.
  public struct Portion: Sendable {
    /// The records, in the order they are sent.
    public var records: [OutgoingRecord]
    /// When they are due, from the start of the run.
    public var due: Duration
    /// What was made wrong on the way.
    public var defects: [Defect]
    /// How many records were dropped on purpose.
    public var dropped: Int
    /// How many posts of the plan have been begun so far.
    public var posts: Int
  }

  private var plan: PostPlan
  private var delayed: [(until: Duration, record: OutgoingRecord)] = []
  private var shuffled: [OutgoingRecord] = []
  private let window: Int
  private var random: SeededRandom
  private let isUnlimited: Bool
  private var posts = 0

  /// Prepares the records of a plan.
  public init(_ plan: PostPlan, options: Emulator.Options) {
    self.plan = plan
    window = options.chaos.reorder
    isUnlimited = options.pace.rate == .unlimited
    random = SeededRandom(seed: options.seed &+ 1, stream: .chaos)
  }

  /// The records of the next post, with those that were waiting for its moment; `nil` at the end.
  public mutating func next() async throws(RowSourceError) -> Portion? {
    guard let post = try await plan.next() else { return rest() }
    posts = post.number + 1
    // As fast as they go, posts have no moments; a thousand of them count as a second then.
    let moment = isUnlimited ? .milliseconds(post.number) : post.due
    var ready = release(until: moment)
    for record in post.records {
      let delay = record.due - post.due
      if delay > .zero { hold(record, until: moment + delay) } else { ready.append(record) }
    }
    return Portion(
      records: exchanged(ready),
      due: post.due,
      defects: post.defects,
      dropped: post.dropped,
      posts: posts
    )
  }

  /// Passes over posts that an earlier run has made.
  public mutating func skip(_ count: Int) async throws(RowSourceError) {
    try await plan.skip(count)
    posts = count
  }

  private mutating func rest() -> Portion? {
    let due = isUnlimited ? .zero : delayed.last?.until ?? .zero
    let records = shuffled + delayed.map(\.record)
    guard !records.isEmpty else { return nil }
    shuffled = []
    delayed = []
    return Portion(records: records, due: due, defects: [], dropped: 0, posts: posts)
  }

  private mutating func hold(_ record: OutgoingRecord, until moment: Duration) {
    // Most are due behind all that wait already.
    let place = delayed.lastIndex { $0.until <= moment }.map { $0 + 1 } ?? 0
    delayed.insert((moment, record), at: place)
  }

  private mutating func release(until moment: Duration) -> [OutgoingRecord] {
    let count = delayed.prefix { $0.until <= moment }.count
    defer { delayed.removeFirst(count) }
    return delayed[..<count].map(\.record)
  }

  /// Puts records into a window and takes as many out of it, each time any of those there.
  private mutating func exchanged(_ records: [OutgoingRecord]) -> [OutgoingRecord] {
    guard window > 0 else { return records }
    shuffled += records
    var taken: [OutgoingRecord] = []
    while shuffled.count > window {
      taken.append(shuffled.remove(at: Int(random.next() % UInt64(shuffled.count))))
    }
    return taken
  }
}
