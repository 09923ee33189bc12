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
    let report: PersistentSender.Report
    let arrivedAt: C.Instant
  }

  /// What a run waits for.
  private enum Event: Sendable {
    case answer(Answer)
    /// It was asked to end, and has had its time for it.
    case timeOver
  }

  private typealias Group = TaskGroup<Event>

  private let options: EmulatorOptions
  private let target: any RecordTarget
  private let listener: Emulator.Listener
  private let stop: StopSignal
  private let clock: C
  private let start: C.Instant
  /// What the target had counted before, should it serve a second run.
  private let earlierThrottles: Int
  private let earlierRetries: Int
  /// The moment records' due times count from: earlier than the start for a run that goes on.
  private var origin: C.Instant
  private var repeats = 0
  private var tally = RunTally()
  private var completed: CompletedPosts
  private var filling: [Table: [OutgoingRecord]] = [:]
  private var inFlight = 0
  /// Whether what was in flight at the end took too long for it.
  private var isCutOff = false

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
    origin = start
    earlierRetries = target.retries
    completed = CompletedPosts(startingAt: options.resumingAfter)
  }

  /// Sends everything the feed has, each portion when it is due, a bounded number at once.
  mutating func perform(_ feed: inout some PostFeed) async throws(RowSourceError) -> RunTally {
    let outcome = await withTaskGroup(
      of: Event.self,
      returning: Result<Void, RowSourceError>.self
    ) { group in
      watch(&group)
      // What it watches for may never come.
      defer { group.cancelAll() }
      do throws(RowSourceError) {
        try await send(&feed, &group)
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

  private mutating func send(
    _ feed: inout some PostFeed,
    _ group: inout Group
  ) async throws(RowSourceError) {
    var isFirst = true
    while !stop.isRaised, !Task.isCancelled, let portion = try await feed.next() {
      // What an earlier run made was due before this one began.
      if isFirst, options.resumingAfter > 0 { origin = start.advanced(by: .zero - portion.due) }
      isFirst = false
      await wait(until: portion.due, &group)
      note(portion)
      for record in portion.records { await send(record, &group) }
      completed.begin(upTo: portion.posts)
    }
  }

  /// Gives what is in flight so long to finish once the stop is raised.
  private func watch(_ group: inout Group) {
    group.addTask { [stop, clock, options] in
      await stop.wait()
      try? await clock.sleep(for: options.drainTime)
      return .timeOver
    }
  }

  private mutating func note(_ portion: RecordFeed.Portion) {
    tally.posts = portion.posts
    tally.dropped += portion.dropped
    for defect in portion.defects { listener.defect(defect) }
  }

  /// Sleeps until a moment of the schedule; batches that are not full go out before.
  private mutating func wait(until due: Duration, _ group: inout Group) async {
    let moment = origin.advanced(by: due)
    guard clock.now < moment else { return }
    await flush(&group)
    while inFlight > 0, clock.now < moment { await takeNext(&group) }
    if clock.now < moment { await stop.sleep(until: moment, on: clock) }
  }

  private mutating func send(_ record: OutgoingRecord, _ group: inout Group) async {
    completed.send(record)
    let lane = target.separatesTables ? record.table : .pin
    filling[lane, default: []].append(record)
    // Lines cost next to nothing each, so they go out in large pieces.
    let size = target.separatesTables ? options.batch : max(options.batch, 256)
    if filling[lane]?.count ?? 0 >= size { await dispatch(lane, &group) }
  }

  private mutating func flush(_ group: inout Group) async {
    for table in Table.allCases where !(filling[table] ?? []).isEmpty {
      await dispatch(table, &group)
    }
  }

  private mutating func dispatch(_ lane: Table, _ group: inout Group) async {
    let limit = max(1, min(options.concurrency, target.concurrencyLimit))
    await finish(&group, downTo: limit - 1)
    // Asked now and not before: a record also waits for company and for a free connection.
    let now = clock.now
    let records = leavingOutLate(filling.removeValue(forKey: lane) ?? [], at: now)
    guard !records.isEmpty else { return }
    let batch = Batch(records: records, sentAt: now)
    let time = start.duration(to: batch.sentAt)
    for record in batch.records { listener.sent(record, time) }
    inFlight += 1
    let sender = PersistentSender(target, isPersistent: options.onError == .retry, stop)
    group.addTask { [clock] in
      let report = await sender.send(batch.records, clock)
      return .answer(Answer(batch: batch, report: report, arrivedAt: clock.now))
    }
  }

  /// The records that are not too late, and settles the others.
  private mutating func leavingOutLate(
    _ records: [OutgoingRecord],
    at now: C.Instant
  ) -> [OutgoingRecord] {
    guard let limit = options.largestLag, isScheduled else { return records }
    return records.filter { record in
      guard origin.advanced(by: record.due).duration(to: now) > limit else { return true }
      settle(record, .notSent(reason: "it was due more than \(limit) ago"))
      return false
    }
  }

  private mutating func settle(_ record: OutgoingRecord, _ delivery: Delivery) {
    tally.count(record, delivery)
    if isDoneWith(delivery) { completed.finish(record) }
    listener.result(record, delivery)
  }

  private mutating func finish(_ group: inout Group, downTo limit: Int) async {
    while inFlight > limit { await takeNext(&group) }
  }

  private mutating func takeNext(_ group: inout Group) async {
    switch await group.next() {
    case .answer(let answer)?: take(answer)
    // What is cancelled answers at once, and says that it may have arrived.
    case .timeOver?:
      isCutOff = true
      group.cancelAll()
    case nil: inFlight = 0
    }
  }

  private mutating func take(_ answer: Answer) {
    inFlight -= 1
    repeats += answer.report.repeats
    tally.retried = repeats + target.retries - earlierRetries
    tally.throttles = target.throttles - earlierThrottles
    var unscheduled = 0
    for (record, delivery) in zip(answer.batch.records, answer.report.deliveries) {
      settle(record, delivery)
      switch delivery {
      case .acknowledged: if isScheduled { measure(record, answer) } else { unscheduled += 1 }
      case .failed: if options.onError == .stop { stop.raise() }
      case .notSent: break
      }
    }
    if unscheduled > 0 {
      // What is due at once took as long as its batch.
      let latency = answer.batch.sentAt.duration(to: answer.arrivedAt)
      tally.latencies.record(latency, times: unscheduled)
    }
    listener.progress(tally)
    listener.completed(completed.firstOpen)
  }

  /// Whether a later run passes over a record: it is there, or was given up on purpose.
  private func isDoneWith(_ delivery: Delivery) -> Bool {
    switch delivery {
    case .acknowledged: true
    case .failed: options.onError == .skip && !isCutOff
    case .notSent: !stop.isRaised
    }
  }

  private mutating func measure(_ record: OutgoingRecord, _ answer: Answer) {
    let due = origin.advanced(by: record.due)
    let lag = due.duration(to: answer.batch.sentAt)
    if lag > .milliseconds(1) {
      tally.late += 1
      tally.longestLag = max(tally.longestLag, lag)
    }
    let from = options.measuresFromSchedule ? due : answer.batch.sentAt
    tally.latencies.record(from.duration(to: answer.arrivedAt))
  }

  /// Without a limit of the rate everything is due at once and nothing can be late.
  private var isScheduled: Bool { options.pace.rate != .unlimited }
}
