public import PinterestModels

/// What will be posted and when, one post after another: a function of seed and options alone.
///
/// Neither the rate that is reached nor the number of connections changes a byte of it.
public struct PostPlan: Sendable {
  /// One post before it is made.
  public struct Post: Sendable {
    /// Counts posts from 0.
    public let number: Int
    /// The position of its rows in the source.
    public let position: Int
    /// When it is due, from the start of the run.
    public let due: Duration
    /// The records it consists of, in the order they are sent; what is dropped is not among them.
    public let records: [OutgoingRecord]
    /// What was done to its rows.
    public let defects: [Defect]
    /// How many of its records were dropped on purpose.
    public let dropped: Int
  }

  private let options: Emulator.Options
  private let source: any RowSource
  private let count: Int
  private var inOrder: SequentialPosts
  private var order: PublishedDraw
  private var schedule: Schedule
  private var dirt: DirtInjector
  private var chaos: ChaosInjector
  private var keys: KeyChooser
  private var number = 0

  /// Prepares a run; the source is asked how many rows it has.
  public init(
    _ options: Emulator.Options,
    source: any RowSource
  ) async throws(RowSourceError) {
    self.options = options
    self.source = source
    inOrder = SequentialPosts(source)
    count = try await source.count(of: .pin)
    guard count > 0 else {
      throw RowSourceError(.noSuchRow, source: "the source", detail: "it has no rows")
    }
    order = PublishedDraw(seed: options.seed, lastPosition: min(options.lastRow, count - 1))
    schedule = Schedule(options.pace, seed: options.seed)
    dirt = DirtInjector(options.dirt, seed: options.seed)
    chaos = ChaosInjector(options.chaos, seed: options.seed)
    keys = KeyChooser(options.key, seed: options.seed)
  }

  /// The next post, or `nil` where the run has an end and that is it.
  public mutating func next() async throws(RowSourceError) -> Post? {
    if let limit = options.count, number >= limit { return nil }
    if options.exhausts, number >= count { return nil }
    guard let draw = order.next() else { return nil }
    let position = options.exhausts ? number : draw.position
    guard let due = schedule.next(pause: draw.pause) else { return nil }
    defer { number += 1 }
    if let end = options.duration, due > end { return nil }
    if options.times.isOver(at: due) { return nil }
    var post =
      options.exhausts
      ? try await inOrder.post(at: position) : try await source.post(at: position)
    options.times.apply(to: &post, number: number, due: due)
    let spoiled = dirt.spoil(&post, number: number, tables: options.tables)
    return assemble(post, position: position, due: due, spoiled)
  }

  /// Passes over posts that an earlier run has made.
  public mutating func skip(_ posts: Int) async throws(RowSourceError) {
    for _ in 0..<posts where try await next() == nil { return }
  }

  private mutating func assemble(
    _ post: PinterestModels.Post,
    position: Int,
    due: Duration,
    _ spoiled: DirtInjector.Spoiled
  ) -> Post {
    var records: [OutgoingRecord] = []
    var defects = spoiled.defects
    var dropped = 0
    for table in options.tables {
      let key = keys.key(index: post.pin.index ?? position)
      let fate = chaos.fate()
      func note(_ kind: Defect.Kind) {
        defects.append(Defect(post: number, index: post.pin.index, kind: kind, table: table))
      }
      if spoiled.missing == table { continue }
      if fate.isDropped {
        dropped += 1
        note(.missing)
        continue
      }
      var value: [UInt8] = []
      post.append(table, to: &value)
      let record = OutgoingRecord(
        post: number,
        table: table,
        key: key,
        value: value,
        due: due + fate.delay
      )
      records.append(record)
      if fate.isRepeated { note(.duplicate) }
      if fate.isRepeated || spoiled.repeated == table { records.append(record) }
    }
    return Post(
      number: number,
      position: position,
      due: due,
      records: records,
      defects: defects,
      dropped: dropped
    )
  }
}
