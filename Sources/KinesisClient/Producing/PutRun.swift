/// Sends any number of records by one way, and the refused ones again, until each has its outcome.
struct PutRun<Route: PutRoute> {
  private let route: Route
  private let options: PutOptions
  private let entries: [PutEntry]
  private var report: PutReport
  /// How many more requests are halved because a single record may have spoiled them.
  private var halvings = 8

  init(_ entries: [PutEntry], by route: Route, options: PutOptions) {
    precondition(options.recordsPerRequest > 0, "nothing would move")
    self.entries = entries
    self.route = route
    self.options = options
    report = PutReport(count: entries.count)
  }

  /// Sends everything and says what became of each record.
  mutating func perform() async -> PutReport {
    var chunk: [Int] = []
    var weight = 0
    for index in entries.indices {
      let entry = entries[index]
      if let complaint = entry.complaint(largest: options.largestRecord)
        ?? route.complaint(about: entry)
      {
        report.outcomes[index] = .refused(
          PutRefusal(code: .invalidRecord, message: complaint)
        )
        continue
      }
      if chunk.count == options.recordsPerRequest
        || !chunk.isEmpty && weight + entry.weight > options.bytesPerRequest
      {
        await settle(chunk)
        (chunk, weight) = ([], 0)
      }
      chunk.append(index)
      weight += entry.weight
    }
    if !chunk.isEmpty { await settle(chunk) }
    return report
  }

  /// Sends records that fit one request until each of them has its outcome.
  private mutating func settle(_ chunk: [Int]) async {
    let elapsed = route.engine.surroundings.clock.stopwatch()
    var open = chunk
    var fruitless = 0
    while !Task.isCancelled {
      let before = open.count
      do throws(KinesisError) {
        let patience = Patience(
          time: max(.zero, options.patience - elapsed()),
          longestPause: options.longestPause
        )
        let reply = try await route.put(open.map { entries[$0] }, patience: patience)
        open = note(reply, of: open)
      } catch {
        return await settle(open, after: error)
      }
      if open.isEmpty { return }
      fruitless = open.count < before ? 0 : fruitless + 1
      guard await pause(after: fruitless, elapsed: elapsed()) else { return }
    }
  }

  /// Writes the outcomes down and gives the records that are worth another attempt.
  private mutating func note(_ reply: PutReply, of sent: [Int]) -> [Int] {
    report.requests += 1 + reply.throttles
    report.throttles += reply.throttles * sent.count
    var again: [Int] = []
    for (index, item) in zip(sent, reply.items) {
      var outcome = Self.outcome(item)
      if report.outcomes[index].mayBeWritten || reply.mayRepeat { outcome = outcome.inDoubt }
      report.outcomes[index] = outcome
      guard case .refused(let refusal) = outcome else { continue }
      if refusal.isThrottle { report.throttles += 1 }
      if refusal.isRetriable { again.append(index) }
    }
    return again
  }

  private static func outcome(_ item: PutReply.Item) -> PutOutcome {
    switch item {
    case .written(let shard, let number):
      .written(WrittenRecord(shardID: shard, sequenceNumber: number))
    case .refused(let code, let message): .refused(PutRefusal(code: code, message: message))
    }
  }

  /// What becomes of records whose request came to nothing.
  ///
  /// A request is refused as a whole for its size, or for a single record. Nothing of it is
  /// written then, and its halves are tried, so that good records do not pay for a bad neighbour;
  /// when all seem bad, patience ends.
  private mutating func settle(_ chunk: [Int], after failure: KinesisError) async {
    report.requests += failure.attempts
    report.throttles += failure.throttles * chunk.count
    let isRefusal = failure.status == 413 || [.validation, .invalidArgument].contains(failure.code)
    if isRefusal, !failure.mayHaveSucceeded, chunk.count > 1, halvings > 0 {
      halvings -= 1
      let middle = chunk.count / 2
      await settle(Array(chunk[..<middle]))
      return await settle(Array(chunk[middle...]))
    }
    let wasNeverSent = failure.code == .cancelled && !failure.mayHaveSucceeded
    for index in chunk {
      let earlier = report.outcomes[index]
      if case .notSent = earlier, wasNeverSent { continue }
      let outcome = wasNeverSent ? earlier : .failed(failure)
      report.outcomes[index] = earlier.mayBeWritten ? outcome.inDoubt : outcome
    }
  }

  /// Waits before the next attempt; `false` where there shall be none.
  private func pause(after fruitless: Int, elapsed: Duration) async -> Bool {
    let surroundings = route.engine.surroundings
    let wait = route.engine.configuration.retry.wait(
      after: fruitless,
      isThrottled: true,
      chance: surroundings.jitter()
    )
    let bounded = min(wait, options.longestPause)
    guard elapsed + bounded <= options.patience else { return false }
    do { try await surroundings.clock.sleep(for: bounded) } catch { return false }
    return true
  }
}
