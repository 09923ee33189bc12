import Synchronization

/// Reads all shards of a stream for one closure, and knows how far that has gone through them.
final class ConsumerSession: Sendable {
  private struct State {
    var checkpoint = StreamCheckpoint()
    var lags: [ShardID: Duration] = [:]
    var hasReader = false
  }

  /// How the reading of a shard ended.
  private enum Ending: Sendable {
    case ended(ShardID, [ChildShard])
    case stopped(ShardID)
    case failed(KinesisError)
  }

  let stream: KinesisStream
  let options: KinesisStream.ConsumerOptions
  let channel: PageChannel
  private let state = Mutex(State())

  init(_ stream: KinesisStream, options: KinesisStream.ConsumerOptions) {
    self.stream = stream
    self.options = options
    channel = PageChannel(limit: options.bufferedRecords)
  }

  /// How far the records were handed out.
  var checkpoint: StreamCheckpoint { state.withLock { $0.checkpoint } }

  /// How far behind its newest record each shard was when it was read last.
  var lags: [ShardID: Duration] { state.withLock { $0.lags } }

  /// Says whether this is the first to ask: the records can be gone through once.
  func claimReading() -> Bool {
    state.withLock { state in
      defer { state.hasReader = true }
      return !state.hasReader
    }
  }

  /// Notes that a record, and so every earlier one of its shard, is handed out.
  func handedOut(_ record: KinesisRecord) {
    state.withLock { $0.checkpoint.shards[record.shardID] = .after(record.sequenceNumber) }
  }

  /// Notes that all of a shard is handed out.
  func ended(_ shard: ShardID) { state.withLock { $0.checkpoint.shards[shard] = .finished } }

  /// Plans the reading; from then on, nothing that is written later is missed.
  func prepare() async throws(KinesisError) -> (ShardPlan, [ShardID: ShardIterator]) {
    let shards = try await stream.shards().all()
    let plan = ShardPlan(shards, options: options)
    var beginning = plan.beginning
    var places: [ShardID: ShardIterator] = [:]
    if options.start == .latest, options.checkpoint?.shards.isEmpty ?? true {
      for shard in shards where shard.isOpen {
        let place = try await stream.iterator(of: shard.id, at: .latest)
        places[shard.id] = place
        // What an iterator of this kind stands for cannot be asked for a second time.
        let moment = place.made ?? stream.engine.surroundings.now()
        beginning.shards[shard.id] = .timestamp(moment)
      }
    }
    state.withLock { $0.checkpoint = beginning }
    return (plan, places)
  }

  /// Reads every shard of the plan, and those that come of them, until its end or a failure.
  func run(_ plan: ShardPlan, _ places: [ShardID: ShardIterator]) async {
    var plan = plan
    let end = await withTaskGroup(of: Ending.self) { group in
      start(plan.takeReady(), places, in: &group)
      while let ending = await group.next() {
        do throws(KinesisError) {
          try await note(ending, in: &plan)
        } catch {
          group.cancelAll()
          return PageChannel.Taken.failed(error)
        }
        start(plan.takeReady(), places, in: &group)
      }
      return .end
    }
    channel.finish(end)
  }

  private func start(
    _ assignments: [ShardPlan.Assignment],
    _ places: [ShardID: ShardIterator],
    in group: inout TaskGroup<Ending>
  ) {
    for assignment in assignments {
      let place = places[assignment.shard]
      let begin = state.withLock { state in
        // A shard that was found later is not in the checkpoint yet.
        if state.checkpoint.shards[assignment.shard] == nil {
          state.checkpoint.shards[assignment.shard] = .trimHorizon
        }
        return state.checkpoint.shards[assignment.shard]?.next ?? assignment.position
      }
      group.addTask { await self.read(assignment, from: begin, place) }
    }
  }

  private func note(_ ending: Ending, in plan: inout ShardPlan) async throws(KinesisError) {
    switch ending {
    case .failed(let error): throw error
    case .stopped(let shard): plan.stopped(shard)
    case .ended(let shard, let children):
      plan.finished(shard)
      plan.add(children)
      // Not every service tells them with the end.
      if children.isEmpty { plan.add(try await stream.shards().all()) }
    }
  }

  private func read(
    _ assignment: ShardPlan.Assignment,
    from position: ShardPosition,
    _ place: ShardIterator?
  ) async -> Ending {
    let shard = assignment.shard
    do throws(KinesisError) {
      if let consumer = options.fanOut {
        return try await read(
          assignment,
          PushedFeed(stream, shard, from: position, consumer: consumer, options: options)
        )
      }
      return try await read(
        assignment,
        PolledFeed(stream, shard, from: position, iterator: place, options: options)
      )
    } catch {
      return await explain(error, shard)
    }
  }

  private func read(
    _ assignment: ShardPlan.Assignment,
    _ feed: some ShardFeed
  ) async throws(KinesisError) -> Ending {
    var feed = feed
    let shard = assignment.shard
    while true {
      var read = try await feed.next()
      let isOver = read.cut(at: assignment.limit, began: feed.began)
      state.withLock { $0.lags[shard] = read.isEnd ? nil : read.behind }
      if !read.records.isEmpty || read.isEnd {
        let page = PageChannel.Page(shard: shard, records: read.records[...], isEnd: read.isEnd)
        guard await channel.put(page) else { return .stopped(shard) }
      }
      if read.isEnd { return .ended(shard, read.children) }
      if isOver { return .stopped(shard) }
    }
  }

  /// A shard that is gone, because its last records were too old, has ended; anything else is a
  /// failure.
  private func explain(_ error: KinesisError, _ shard: ShardID) async -> Ending {
    guard error.code == .resourceNotFound, let shards = try? await stream.shards().all(),
      !shards.contains(where: { $0.id == shard })
    else { return .failed(error) }
    let page = PageChannel.Page(shard: shard, records: [], isEnd: true)
    return await channel.put(page) ? .ended(shard, []) : .stopped(shard)
  }
}
