import CurlTransport
import Emulator
import FoundationEssentials
import PinterestModels
import Synchronization
import Terminal

/// One run of `emulate` as a person sees it: its line of progress, its files, its summary.
final class EmulateSession: Sendable {
  private let call: Invocation
  private let options: Emulator.Options
  private let target: any RecordTarget
  private let resume: ResumeFile
  private let report: EmulateReport
  private let progress: ProgressLine
  private let truth: OutputFile?
  private let results: OutputFile?
  private let record: OutputFile?
  /// The clock of a run that waits for nothing.
  private let leaping: LeapingClock?
  private let completed: Mutex<(posts: Int, writtenAt: ContinuousClock.Instant)>

  init(
    _ call: Invocation,
    _ options: Emulator.Options,
    _ target: any RecordTarget,
    _ resume: ResumeFile,
    _ report: EmulateReport
  ) throws {
    self.call = call
    self.options = options
    self.target = target
    self.resume = resume
    self.report = report
    progress = ProgressLine(call.console, report.progress, every: report.interval)
    truth = try call["--truth"].map { try OutputFile(path: $0) }
    results = try call["--results"].map { try OutputFile(path: $0) }
    record = try call["--record"].map { try OutputFile(path: $0) }
    leaping = EmulateOptions.isOnlyLookedAt(call) ? LeapingClock() : nil
    completed = Mutex((options.resumingAfter, .now))
  }

  /// What failures are counted under where nobody is there who could answer.
  private static let codesOfAbsence: Set = [
    "unreachable", "host not found", "http and https mixed up", "HTTP 504",
  ]
  private static let codesOfConfiguration: Set = ["no credentials", "bad configuration"]

  /// Posts until the end; Ctrl-C ends it in good order.
  func run(
    on transport: CurlTransport,
    _ work:
      @escaping @Sendable (Emulator.Listener, StopSignal, any Clock<Duration>) async throws ->
      RunTally
  ) async throws -> RunSummary {
    let start = ContinuousClock.now
    let stop = StopSignal()
    let tally = try await withThrowingTaskGroup(of: RunTally?.self) { group in
      group.addTask { [self] in
        // Thousands of small requests go best on the very thread that sends them.
        try await withTaskExecutorPreference(transport.executor) {
          try await work(listener(since: start), stop, leaping ?? ContinuousClock())
        }
      }
      group.addTask { [call] in
        if await call.interruption.wait() != nil { stop.raise() }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() { if let tally = result { return tally } }
      return RunTally()
    }
    progress.clear()
    return RunSummary(
      tally,
      options: options,
      target: target.name,
      elapsed: leaping?.elapsed ?? (.now - start),
      isInterrupted: stop.isRaised && call.interruption.requested != nil,
      resumeAt: completed.withLock(\.posts)
    )
  }

  /// Prints the summary and says what the process ends with.
  func conclude(_ summary: RunSummary) throws -> ExitCode {
    try resume.write(summary.resumeAt)
    switch report.summary {
    case .json: call.console.print(String(decoding: summary.json, as: UTF8.self))
    case .text: call.console.note(summary.text)
    case .none: break
    }
    // A file that was cut short must not be taken for the whole.
    for file in [truth, results, record] { try file?.check() }
    for condition in report.conditions where condition.holds(for: summary) {
      call.console.warn("\(condition) holds")
      return .assertionFailed
    }
    if let code = call.interruption.requested { return code }
    let total = summary.tally.total
    if total.failed > 0 { return total.acknowledged == 0 ? failure(summary) : .doneInPart }
    return .done
  }

  /// Nothing arrived at all: an endpoint that is not there has an exit code of its own, and so have
  /// keys that are not.
  private func failure(_ summary: RunSummary) -> ExitCode {
    let codes = Set(summary.tally.failures.keys)
    if codes.isSubset(of: Self.codesOfAbsence) { return .unavailable }
    if codes.isSubset(of: Self.codesOfConfiguration) { return .badConfiguration }
    return .failed
  }

  private func listener(since start: ContinuousClock.Instant) -> Emulator.Listener {
    var listener = Emulator.Listener()
    listener.progress = { [self] tally in
      let now = ContinuousClock.now
      progress.update(at: now) { line(tally, elapsed: now - start) }
    }
    listener.completed = { [self] posts in note(completed: posts) }
    if let truth {
      listener.defect = { defect in truth.add(defect.json + [UInt8(ascii: "\n")]) }
    }
    if let results {
      listener.result = { record, delivery in results.add(record.resultLine(delivery)) }
    }
    if let record {
      listener.sent = { sent, time in record.add(Recording.line(for: sent, at: time)) }
    }
    return listener
  }

  /// Remembers how far everything is done, and writes it down once a second.
  private func note(completed posts: Int) {
    let isDue = completed.withLock { completed in
      completed.posts = posts
      guard resume.path != nil, .now - completed.writtenAt > .seconds(1) else { return false }
      completed.writtenAt = .now
      return true
    }
    if isDue { try? resume.write(posts) }
  }

  private func line(_ tally: RunTally, elapsed: Duration) -> String {
    let seconds = Int(elapsed.components.seconds)
    let rate = Double(tally.posts - options.resumingAfter) / max(0.001, elapsed / .seconds(1))
    let total = tally.total
    if report.progress == .json { return json(tally, elapsed: elapsed) }
    var words = [
      "\(twoDigits(seconds / 60)):\(twoDigits(seconds % 60))",
      options.count.map { "posts \(tally.posts)/\($0) (\(tally.posts * 100 / $0)%)" }
        ?? "posts \(tally.posts)",
      "\((rate * 10).rounded() / 10)/s", "ok \(total.acknowledged)", "err \(total.failed)",
      "retry \(tally.retried)",
    ]
    if tally.latencies.count > 0 {
      words.append("p50 \(milliseconds(tally.latencies.quantile(0.5)))")
      words.append("p99 \(milliseconds(tally.latencies.quantile(0.99)))")
    }
    for table in options.tables {
      words.append("\(table.rawValue)▸\(tally.tables[table]?.acknowledged ?? 0)")
    }
    if let count = options.count, rate > 0 {
      let rest = Int(Double(count - tally.posts) / rate)
      words.append("ETA \(rest / 60)m\(twoDigits(rest % 60))s")
    }
    return words.joined(separator: "  ")
  }

  private func json(_ tally: RunTally, elapsed: Duration) -> String {
    let summary = RunSummary(
      tally,
      options: options,
      target: target.name,
      elapsed: elapsed,
      isInterrupted: false,
      resumeAt: completed.withLock(\.posts)
    )
    return String(decoding: summary.json, as: UTF8.self)
  }

  private func milliseconds(_ duration: Duration) -> String {
    "\((duration / .microseconds(100)).rounded() / 10)ms"
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
