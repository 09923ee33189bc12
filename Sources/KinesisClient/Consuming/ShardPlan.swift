/// Which shard is read when: parents before children, each from where it was left.
///
/// It reads nothing itself; who reads tells it how each reading ended.
struct ShardPlan {
  typealias Options = KinesisStream.ConsumerOptions

  /// How far a shard is to be read.
  enum Limit: Hashable {
    /// Until it is closed and empty.
    case none
    /// Until nothing more is there at the moment.
    case tip
    /// Up to this record.
    case through(SequenceNumber)
  }

  /// A shard whose time has come.
  struct Assignment: Hashable {
    let shard: ShardID
    let position: ShardPosition
    let limit: Limit
  }

  private enum State: Hashable {
    case waiting(parents: [ShardID])
    case reading
    /// It was read to its end, or there is nothing of it to be read.
    case finished
    /// Reading it ended before it did, so that nothing may follow.
    case stopped
  }

  private let options: Options
  private var states: [ShardID: State] = [:]
  private var known: [ShardID: Shard] = [:]
  /// Closed when the plan was made: they come to an end, however far away their tip seems.
  private var closed: Set<ShardID> = []
  /// Shards that stood before those of the checkpoint, so that they were read before it was made.
  private var past: Set<ShardID> = []

  /// Plans the reading of the shards there are.
  init(_ shards: [Shard], options: Options) {
    self.options = options
    known = Dictionary(shards.map { ($0.id, $0) }) { $1 }
    closed = Set(shards.filter { !$0.isOpen }.map(\.id))
    past = ancestors(of: options.checkpoint?.shards.keys.map(\.self) ?? [])
    for shard in shards { states[shard.id] = firstState(of: shard) }
  }

  /// The checkpoint before anything is read: what is known of shards that are gone is left out.
  var beginning: StreamCheckpoint {
    var checkpoint = StreamCheckpoint()
    for shard in known.values {
      checkpoint.shards[shard.id] = isToBeRead(shard) ? begin(of: shard.id) : .finished
    }
    return checkpoint
  }

  /// The shards that can be read now; they count as being read from then on.
  mutating func takeReady() -> [Assignment] {
    var ready: [Assignment] = []
    for (shard, state) in states.sorted(by: { $0.key < $1.key }) {
      guard case .waiting(let parents) = state, parents.allSatisfy(isDone) else { continue }
      guard let position = begin(of: shard).next, let limit = limit(of: shard) else {
        states[shard] = .finished
        continue
      }
      states[shard] = .reading
      ready.append(Assignment(shard: shard, position: position, limit: limit))
    }
    return ready
  }

  /// Notes that a shard was read to its end.
  mutating func finished(_ shard: ShardID) { states[shard] = .finished }

  /// Notes that the reading of a shard ended before the shard did.
  mutating func stopped(_ shard: ShardID) { states[shard] = .stopped }

  /// Adds shards that came of others.
  mutating func add(_ children: [ChildShard]) {
    for child in children where states[child.id] == nil {
      states[child.id] = .waiting(parents: child.parents)
    }
  }

  /// Adds the shards of a listing that are not known yet.
  mutating func add(_ shards: [Shard]) {
    for shard in shards where states[shard.id] == nil {
      known[shard.id] = shard
      if !shard.isOpen { closed.insert(shard.id) }
      states[shard.id] = .waiting(parents: shard.parents)
    }
  }

  /// A parent that is not known is one whose records are gone.
  private func isDone(_ shard: ShardID) -> Bool {
    states[shard].map { $0 == .finished } ?? true
  }

  private func firstState(of shard: Shard) -> State {
    isToBeRead(shard) ? .waiting(parents: shard.parents) : .finished
  }

  private func isToBeRead(_ shard: Shard) -> Bool {
    if let checkpoint = options.checkpoint, !checkpoint.shards.isEmpty {
      if let position = checkpoint.shards[shard.id] { return position != .finished }
      return !past.contains(shard.id)
    }
    return options.start != .latest || shard.isOpen
  }

  /// Where a shard is begun: what came after the beginning is read whole.
  private func begin(of shard: ShardID) -> StreamCheckpoint.Position {
    if let checkpoint = options.checkpoint, !checkpoint.shards.isEmpty {
      return checkpoint.shards[shard] ?? .trimHorizon
    }
    if case .timestamp(let date) = options.start { return .timestamp(date) }
    return .trimHorizon
  }

  /// How far a shard is read; `nil` where nothing of it is.
  private func limit(of shard: ShardID) -> Limit? {
    switch options.end {
    case .never: return Limit.none
    case .atTip: return closed.contains(shard) ? Limit.none : .tip
    case .at(let end):
      switch end.shards[shard] {
      case .finished: return Limit.none
      case .after(let number) where begin(of: shard) != .after(number): return .through(number)
      case .after, .trimHorizon, .timestamp, nil: return nil
      }
    }
  }

  private func ancestors(of shards: [ShardID]) -> Set<ShardID> {
    var ancestors: Set<ShardID> = []
    var open = shards
    while let shard = open.popLast() {
      for parent in known[shard]?.parents ?? [] where ancestors.insert(parent).inserted {
        open.append(parent)
      }
    }
    return ancestors
  }
}
