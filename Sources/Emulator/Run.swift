import PinterestModels

/// One run under way: batches that fill, requests in flight, the tally.
struct Run<C: Clock<Duration>> {
  /// Records that travel together, and when they set out.
  private struct Batch: Sendable {
    let records: [OutgoingRecord]
    let sentAt: C.Instant
  }

  private struct Answer: Sendable {
    let batch: Batch
    let deliveries: [Delivery]
    let arrivedAt: C.Instant
  }

  private let options: EmulatorOptions
  private let target: any RecordTarget
  private let listener: Emulator.Listener
  private let stop: StopSignal
  private let clock: C
  private let start: C.Instant
  /// What the target had counted before, should it serve a second run.
  private let earlierThrottles: Int
  private var tally = RunTally()
  private var completed: CompletedPosts
  private var filling: [Table: [OutgoingRecord]] = [:]
  private var inFlight = 0

  init(
    options: EmulatorOptions,
    target: any RecordTarget,
    listener: Emulator.Listener,
    stop: StopSignal,
    clock: C
  ) {
    self.options = options
    self.target = target
    self.listener = listener
    self.stop = stop
    self.clock = clock
    start = clock.now
    earlierThrottles = target.throttles
    completed = CompletedPosts(startingAt: options.resumingAfter)
  }

  /// Sends everything the feed has, each portion when it is due, a bounded number at once.
  mutating func perform(_ feed: inout RecordFeed) async throws(RowSourceError) -> RunTally {
    let outcome = await withTaskGroup(
      of: Answer.self,
      returning: Result<Void, RowSourceError>.self
    ) { group in
      do throws(RowSourceError) {
        // What an earlier run made was due before this one began.
        var offset: Duration?
        while !stop.isRaised, !Task.isCancelled, let portion = try await feed.next() {
          let base = offset ?? (options.resumingAfter > 0 ? portion.due : .zero)
          offset = base
          await wait(until: portion.due - base, &group)
          note(portion)
          for record in portion.records { await send(record, &group) }
          completed.begin(upTo: portion.posts)
        }
        await flush(&group)
        await finish(&group, downTo: 0)
        return .success(())
      } catch {
        await finish(&group, downTo: 0)
        return .failure(error)
      }
    }
    listener.completed(completed.firstOpen)
    try outcome.get()
    return tally
  }

  private mutating func note(_ portion: RecordFeed.Portion) {
    tally.posts = portion.posts
    tally.dropped += portion.dropped
    for defect in portion.defects { listener.defect(defect) }
  }

  /// Sleeps until a moment of the schedule; batches that are not full go out before.
  private mutating func wait(until due: Duration, _ group: inout TaskGroup<Answer>) async {
    let moment = start.advanced(by: due)
    guard clock.now < moment else { return }
    await flush(&group)
    while inFlight > 0, clock.now < moment, let answer = await group.next() { take(answer) }
    if clock.now < moment { await stop.sleep(until: moment, on: clock) }
  }

  private mutating func send(
    _ record: OutgoingRecord,
    _ group: inout TaskGroup<Answer>
  ) async {
    if let limit = options.largestLag, lag(of: record) > limit {
      let delivery = Delivery.notSent(reason: "it was due more than \(limit) ago")
      tally.count(record, delivery)
      return listener.result(record, delivery)
    }
    completed.send(record)
    let lane = target.separatesTables ? record.table : .pin
    filling[lane, default: []].append(record)
    // Lines cost next to nothing each, so they go out in large pieces.
    let size = target.separatesTables ? options.batch : max(options.batch, 256)
    if filling[lane]?.count ?? 0 >= size { await dispatch(lane, &group) }
  }

  private mutating func flush(_ group: inout TaskGroup<Answer>) async {
    for table in Table.allCases where !(filling[table] ?? []).isEmpty {
      await dispatch(table, &group)
    }
  }

  private mutating func dispatch(_ lane: Table, _ group: inout TaskGroup<Answer>) async {
    let limit = max(1, min(options.concurrency, target.concurrencyLimit))
    await finish(&group, downTo: limit - 1)
    let batch = Batch(records: filling.removeValue(forKey: lane) ?? [], sentAt: clock.now)
    inFlight += 1
    group.addTask { [target, clock] in
      let deliveries = await target.send(batch.records)
      return Answer(batch: batch, deliveries: deliveries, arrivedAt: clock.now)
    }
  }

  private mutating func finish(_ group: inout TaskGroup<Answer>, downTo limit: Int) async {
    while inFlight > limit, let answer = await group.next() { take(answer) }
  }

  private mutating func take(_ answer: Answer) {
    inFlight -= 1
    tally.throttles = target.throttles - earlierThrottles
    for (record, delivery) in zip(answer.batch.records, answer.deliveries) {
      tally.count(record, delivery)
      completed.finish(record)
      listener.result(record, delivery)
      switch delivery {
      case .acknowledged: measure(record, answer)
      case .failed: if options.onError == .stop { stop.raise() }
      case .notSent: break
      }
    }
    listener.progress(tally)
    listener.completed(completed.firstOpen)
  }

  private mutating func measure(_ record: OutgoingRecord, _ answer: Answer) {
    let due = start.advanced(by: record.due)
    let lag = due.duration(to: answer.batch.sentAt)
    if isScheduled, lag > .milliseconds(1) {
      tally.late += 1
      tally.longestLag = max(tally.longestLag, lag)
    }
    let from = options.measuresFromSchedule && isScheduled ? due : answer.batch.sentAt
    tally.latencies.record(from.duration(to: answer.arrivedAt))
  }

  private func lag(of record: OutgoingRecord) -> Duration {
    isScheduled ? start.advanced(by: record.due).duration(to: clock.now) : .zero
  }

  /// Without a limit of the rate everything is due at once and nothing can be late.
  private var isScheduled: Bool { options.pace.rate != .unlimited && options.resumingAfter == 0 }
}
