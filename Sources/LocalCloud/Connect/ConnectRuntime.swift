import EventLog
import FoundationEssentials
import SinkConnector
import Synchronization

/// Runs connectors: starts their tasks, hears how they fare, ends them.
final class ConnectRuntime: Sendable {
  private struct State {
    var connectors: [String: ConnectorState] = [:]
    /// Counts up with all that tasks achieve, so that who waits knows when to look again.
    var progress = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
    var stops: [String: AsyncStream<Never>.Continuation] = [:]
    /// The connectors whose tasks run, though they may have been told to end.
    var active: Set<String> = []
    var isStopping = false
  }

  /// Asks `run` to start the tasks of a connector.
  private struct Start: Sendable {
    let name: String
    let generation: Int
    let settings: SinkSettings
    let stopped: AsyncStream<Never>
  }

  private let log: any RecordLog
  private let clock: CloudClock
  private let makeSink: @Sendable (SinkSettings) throws -> any ObjectSink
  private let file: ConnectorFile?
  private let restored: [ConnectorFile.Entry]
  private let state = Mutex(State())
  private let starts: AsyncStream<Start>
  private let start: AsyncStream<Start>.Continuation

  init(
    log: any RecordLog,
    clock: CloudClock,
    file: ConnectorFile?,
    restored: [ConnectorFile.Entry] = [],
    makeSink: @escaping @Sendable (SinkSettings) throws -> any ObjectSink
  ) {
    self.log = log
    self.clock = clock
    self.file = file
    self.restored = restored
    self.makeSink = makeSink
    (starts, start) = AsyncStream.makeStream(of: Start.self)
  }

  /// Brings back the connectors that were kept; their tasks start with `run`.
  func load() async {
    for kept in (await file?.load() ?? []) + restored {
      guard let settings = try? SinkSettings(kept.config) else { continue }
      state.withLock { state in
        state.connectors[settings.name] = ConnectorState(
          config: kept.config,
          settings: settings,
          target: kept.target
        )
      }
      restart(settings.name)
    }
  }

  /// Runs tasks until `stop`.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await start in starts {
        group.addTask { await self.run(start) }
      }
    }
  }

  /// Ends every task; `run` returns when they have ended.
  func stop() {
    let stops = state.withLock { state in
      state.isStopping = true
      defer { state.stops = [:] }
      return Array(state.stops.values)
    }
    for stop in stops { stop.finish() }
    start.finish()
    advance()
  }

  // MARK: What is asked of it

  var names: [String] { state.withLock { $0.connectors.keys.sorted() } }

  func connector(_ name: String) -> ConnectorState? { state.withLock { $0.connectors[name] } }

  /// Creates a connector or gives it other settings; `true` where it is new.
  func put(_ config: [String: String], target: ConnectorState.Target?) async throws -> Bool {
    let settings = try SinkSettings(config)
    let isNew = state.withLock { state in
      let known = state.connectors[settings.name]
      var connector = ConnectorState(
        config: config,
        settings: settings,
        target: target ?? known?.target ?? .running
      )
      connector.generation = known?.generation ?? 0
      state.connectors[settings.name] = connector
      return known == nil
    }
    await keep()
    restart(settings.name)
    return isNew
  }

  func remove(_ name: String) async -> Bool {
    let (wasThere, stop) = state.withLock { state in
      (state.connectors.removeValue(forKey: name) != nil, state.stops.removeValue(forKey: name))
    }
    stop?.finish()
    await keep()
    return wasThere
  }

  func resetTopics(of name: String, at offsets: [TopicPartition: Int]) {
    state.withLock { $0.connectors[name]?.offsetsAtReset = offsets }
  }

  func removeAll() async { for name in names { _ = await remove(name) } }

  func setTarget(_ name: String, _ target: ConnectorState.Target) async {
    state.withLock { $0.connectors[name]?.target = target }
    await keep()
    restart(name)
  }

  /// Starts the tasks of a connector anew, after ending those that run.
  func restart(_ name: String) {
    let begun = state.withLock { state -> (Start?, AsyncStream<Never>.Continuation?)? in
      guard var connector = state.connectors[name], !state.isStopping else { return nil }
      connector.generation += 1
      connector.tasks = ConnectorState.tasks(connector.settings, connector.target)
      state.connectors[name] = connector
      let old = state.stops.removeValue(forKey: name)
      guard connector.target == .running else { return (nil, old) }
      let (stopped, stop) = AsyncStream.makeStream(of: Never.self)
      state.stops[name] = stop
      let start = Start(
        name: name,
        generation: connector.generation,
        settings: connector.settings,
        stopped: stopped
      )
      return (start, old)
    }
    begun?.1?.finish()
    if let next = begun?.0 { start.yield(next) }
    advance()
  }

  /// Waits until every record of every topic that running connectors read is in an object.
  func drained() async throws {
    while true {
      let seen = state.withLock(\.progress)
      if let trace = failure { throw SinkTaskFailed(description: trace) }
      if try await lag() == 0 { return }
      await waitForProgress(after: seen)
      try Task.checkCancellation()
    }
  }

  // MARK: Running

  /// Runs the tasks of one start, after those of the start before have ended.
  private func run(_ start: Start) async {
    guard await takesOver(start) else { return }
    defer {
      state.withLock { _ = $0.active.remove(start.name) }
      advance()
    }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<start.settings.tasks {
        group.addTask { await self.run(number, start) }
      }
      group.addTask { for await _ in start.stopped {} }
      // The stop, or the end of all tasks but the waiting for it.
      for _ in 0...start.settings.tasks {
        await group.next()
        if isOver(start) { break }
      }
      group.cancelAll()
    }
  }

  private func takesOver(_ start: Start) async -> Bool {
    while !isOver(start) {
      let (isFirst, seen) = state.withLock { state in
        (state.active.insert(start.name).inserted, state.progress)
      }
      if isFirst { return true }
      await waitForProgress(after: seen)
    }
    return false
  }

  /// Waits until no task of a connector runs any more.
  func ended(_ name: String) async {
    while true {
      let (isActive, seen, isStopping) = state.withLock { state in
        (state.active.contains(name), state.progress, state.isStopping)
      }
      guard isActive, !isStopping else { return }
      await waitForProgress(after: seen)
    }
  }

  /// Whether a start was taken back; tasks that failed leave the others running.
  private func isOver(_ start: Start) -> Bool {
    state.withLock { state in
      state.isStopping || state.connectors[start.name]?.generation != start.generation
        || state.connectors[start.name]?.target != .running
    }
  }

  private func run(_ number: Int, _ start: Start) async {
    do {
      let clock = clock
      let task = SinkTask(
        settings: start.settings,
        number: number,
        log: log,
        sink: try makeSink(start.settings),
        clock: clock,
        now: { clock.date },
        progress: { [weak self] _, _ in self?.advance() }
      )
      try await task.run()
    } catch {
      state.withLock { state in
        guard state.connectors[start.name]?.generation == start.generation else { return }
        state.connectors[start.name]?.tasks[number] = .failed(trace: "\(error)")
      }
      advance()
    }
  }

  private var failure: String? {
    state.withLock { state in
      for connector in state.connectors.values {
        for case .failed(let trace) in connector.tasks { return trace }
      }
      return nil
    }
  }

  private func lag() async throws -> Int {
    var lag = 0
    let running = state.withLock { $0.connectors.values.filter { $0.target == .running } }
    for connector in running {
      let committed =
        (try? await log.committedOffsets(of: "connect-\(connector.settings.name)")) ?? [:]
      for topic in try await log.topics() where connector.settings.topics.include(topic.name) {
        for number in 0..<topic.partitions {
          let partition = TopicPartition(topic.name, number)
          let available = try await log.offsets(of: partition)
          lag += available.upperBound - (committed[partition]?.offset ?? available.lowerBound)
        }
      }
    }
    return lag
  }

  private func advance() {
    let waiting = state.withLock { state in
      state.progress += 1
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  private func waitForProgress(after seen: Int) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.progress != seen || state.isStopping { return true }
        state.waiting.append(continuation)
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  /// Every connector as it is kept.
  var entries: [ConnectorFile.Entry] {
    state.withLock { state in
      state.connectors.sorted { $0.key < $1.key }.map { _, connector in
        ConnectorFile.Entry(config: connector.config, target: connector.target)
      }
    }
  }

  private func keep() async { await file?.save(entries) }
}

/// A task that stopped, so that what it should move will not be moved.
struct SinkTaskFailed: Error, CustomStringConvertible {
  let description: String
}

extension SinkSettings.Topics {
  fileprivate func include(_ topic: TopicName) -> Bool {
    switch self {
    case .names(let names): names.contains(topic.description)
    case .pattern(let pattern):
      (try? Regex(pattern).wholeMatch(in: topic.description)) ?? nil != nil
    }
  }
}
