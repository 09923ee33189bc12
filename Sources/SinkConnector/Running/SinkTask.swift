public import EventLog
public import FoundationEssentials

/// Moves the records of the partitions that are its own into objects, until it is told to stop.
///
/// Offsets are committed behind the objects that hold them, never before: a run that dies begins
/// again with records that are in no object, and writes the same objects under the same names.
public struct SinkTask: Sendable {
  /// How much one read brings.
  private static let readLimit = ReadLimit(records: 5_000, bytes: 4 << 20)

  private let settings: SinkSettings
  private let number: Int
  private let log: any RecordLog
  private let sink: any ObjectSink
  private let clock: any Clock<Duration>
  private let now: @Sendable () -> Date
  private let progress: @Sendable (TopicPartition, Int) -> Void

  /// Prepares one of a connector's tasks.
  ///
  /// `progress` hears up to which offset of a partition everything is in stored objects.
  public init(
    settings: SinkSettings,
    number: Int,
    log: any RecordLog,
    sink: any ObjectSink,
    clock: any Clock<Duration>,
    now: @escaping @Sendable () -> Date,
    progress: @escaping @Sendable (TopicPartition, Int) -> Void
  ) {
    self.settings = settings
    self.number = number
    self.log = log
    self.sink = sink
    self.clock = clock
    self.now = now
    self.progress = progress
  }

  private var group: String { "connect-\(settings.name)" }

  /// Runs until cancelled; throws what cannot be mended.
  public func run() async throws(SinkFailure) {
    do {
      try await sink.check(bucket: settings.bucket)
      try await work()
    } catch is CancellationError {
      return
    } catch let failure as SinkFailure {
      throw failure
    } catch {
      if Task.isCancelled { return }
      throw .other(error)
    }
  }

  /// Whoever ends, in whichever way, leaves its partitions to the others at once.
  private func work() async throws {
    let membership = try await join()
    do { try await moveRecords(as: membership) } catch {
      try? await log.leave(membership)
      throw error
    }
    try? await log.leave(membership)
  }

  private func moveRecords(as member: GroupMembership) async throws {
    var membership = member
    var partitions: [TopicPartition: PartitionSink] = [:]
    var topics = try await wantedTopics()
    // Looking for topics is no business of a clock that somebody may have stopped.
    var nextLook = ContinuousClock.now.advanced(by: .seconds(1))
    var closing = settings.rotation.nextClosing(after: milliseconds)
    while !Task.isCancelled {
      membership = try await renew(membership, topics)
      try await adopt(membership.assignment, &partitions)
      let moved = try await move(&partitions, membership)
      if let moment = closing, milliseconds >= moment {
        try await closeAll(&partitions, membership)
        closing = settings.rotation.nextClosing(after: milliseconds)
      }
      if ContinuousClock.now >= nextLook {
        let found = try await wantedTopics()
        if found != topics {
          topics = found
          membership = try await join()
        }
        nextLook = .now.advanced(by: .seconds(1))
      }
      if !moved, try await !waitForWork(partitions) { nextLook = .now }
    }
  }

  // MARK: Membership

  private func join() async throws -> GroupMembership {
    let member = GroupMember(
      id: "connector-consumer-\(settings.name)-\(number)",
      clientID: "connector-consumer-\(settings.name)-\(number)",
      topics: Set(try await wantedTopics())
    )
    return try await log.join(group, as: member)
  }

  private func renew(
    _ membership: GroupMembership,
    _ topics: [TopicName]
  ) async throws -> GroupMembership {
    do { return try await log.heartbeat(membership) } catch {
      guard error.code == .unknownMember else { throw error }
      return try await join()
    }
  }

  private func wantedTopics() async throws -> [TopicName] {
    switch settings.topics {
    case .names(let names): return names.compactMap { try? TopicName($0) }
    case .pattern(let pattern):
      let regex = try Regex(pattern)
      return try await log.topics().map(\.name)
        .filter { (try? regex.wholeMatch(in: $0.description)) ?? nil != nil }
    }
  }

  /// Takes partitions over where their last commit stands, and lets go of those that went to others.
  private func adopt(
    _ assignment: [TopicPartition],
    _ partitions: inout [TopicPartition: PartitionSink]
  ) async throws {
    if Set(assignment) == Set(partitions.keys) { return }
    let committed = (try? await log.committedOffsets(of: group)) ?? [:]
    partitions = partitions.filter { assignment.contains($0.key) }
    for partition in assignment where partitions[partition] == nil {
      let available = try await log.offsets(of: partition)
      let start = max(committed[partition]?.offset ?? available.lowerBound, available.lowerBound)
      partitions[partition] = PartitionSink(
        settings,
        partition,
        startingAt: start,
        plan: ReplayPlan(parsing: committed[partition]?.metadata ?? "")
      )
    }
  }

  // MARK: Moving

  /// Moves what is there; `false` where nothing was.
  private func move(
    _ partitions: inout [TopicPartition: PartitionSink],
    _ membership: GroupMembership
  ) async throws -> Bool {
    var hasMoved = false
    for partition in partitions.keys.sorted() {
      guard var sink = partitions[partition] else { continue }
      let result = try await log.read(partition, from: sink.next, upTo: Self.readLimit)
      guard !result.records.isEmpty else { continue }
      hasMoved = true
      let begun = sink.resumeAt
      let outcome = sink.append(result.records, now: milliseconds)
      partitions[partition] = sink
      try await settle(outcome, from: begun, partition, membership)
    }
    return hasMoved
  }

  /// Closes what is open, because the clock says so.
  private func closeAll(
    _ partitions: inout [TopicPartition: PartitionSink],
    _ membership: GroupMembership
  ) async throws {
    for partition in partitions.keys.sorted() {
      guard let begun = partitions[partition]?.resumeAt,
        let outcome = partitions[partition]?.closeAll(), !outcome.objects.isEmpty
      else { continue }
      try await settle(outcome, from: begun, partition, membership)
    }
  }

  /// Stores objects, deals with refused records, and then commits.
  ///
  /// Where the clock had a part in the objects, what it said is kept first.
  private func settle(
    _ outcome: PartitionSink.Outcome,
    from begun: Int,
    _ partition: TopicPartition,
    _ membership: GroupMembership
  ) async throws {
    for refused in outcome.refused where !settings.isFatal(refused.reason) {
      try await dealWith(refused, of: partition)
    }
    var plan = outcome.plan
    if !plan.isEmpty, !outcome.objects.isEmpty {
      try await commit(CommittedOffset(begun, metadata: plan.text), of: partition, as: membership)
    }
    try await store(outcome.objects)
    try Task.checkCancellation()
    plan.forget(before: outcome.resumeAt)
    let done = CommittedOffset(outcome.resumeAt, metadata: plan.text)
    try await commit(done, of: partition, as: membership)
    progress(partition, outcome.resumeAt)
    for refused in outcome.refused where settings.isFatal(refused.reason) {
      try await dealWith(refused, of: partition)
    }
  }

  /// Commits an offset, unless the partition has gone to another task meanwhile.
  private func commit(
    _ offset: CommittedOffset,
    of partition: TopicPartition,
    as membership: GroupMembership
  ) async throws {
    let offsets = [partition: offset]
    do { try await log.commit(offsets, for: group, as: membership) } catch {
      guard error.code == .staleGeneration else { throw error }
      // Partitions were shared out anew, perhaps only because a topic came.
      let renewed = try await log.heartbeat(membership)
      guard renewed.assignment.contains(partition) else { return }
      try await log.commit(offsets, for: group, as: renewed)
    }
  }

  /// Stores objects, a bounded number at once; the first that fails for good ends it.
  private func store(_ objects: [SinkObject]) async throws {
    guard objects.count > 1 else {
      if let object = objects.first { try await put(object) }
      return
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      var waiting = objects.makeIterator()
      for _ in 0..<settings.concurrency {
        guard let object = waiting.next() else { break }
        group.addTask { try await put(object) }
      }
      while try await group.next() != nil {
        if let object = waiting.next() { group.addTask { try await put(object) } }
      }
    }
  }

  /// Stores one object and tries again for as long as the store is only away.
  private func put(_ object: SinkObject) async throws {
    while true {
      do { return try await sink.put(object, overwrites: settings.overwrites) } catch {
        if error is CancellationError || error is ObjectConflict { throw error }
        guard (error as? any RetriableSinkError)?.isRetriable == true else { throw error }
        try await clock.sleepAtMost(settings.retryPause)
      }
    }
  }

  private func dealWith(
    _ refused: (record: StoredRecord, reason: RecordLine.Refusal),
    of partition: TopicPartition
  ) async throws {
    let place = "\(partition) offset \(refused.record.offset)"
    let reason: String
    switch refused.reason {
    case .noValue:
      if settings.nullValues == .ignore { return }
      reason = "the record has no value"
    case .malformed(let detail): reason = detail
    }
    switch settings.badRecords {
    case .skip: return
    case .fail:
      throw refused.reason == .noValue
        ? SinkFailure.noValue(place) : SinkFailure.badRecord(place, reason)
    case .deadLetters(let topic, let withContext):
      try await bury(refused.record, of: partition, in: topic, withContext ? reason : nil)
    }
  }

  /// Keeps a bad record in another topic.
  private func bury(
    _ record: StoredRecord,
    of partition: TopicPartition,
    in topic: String,
    _ reason: String?
  ) async throws {
    let name = try TopicName(topic)
    do { _ = try await log.describeTopic(name) } catch {
      guard error.code == .unknownTopic else { throw error }
      _ = try? await log.createTopic(name, TopicSettings())
    }
    var headers = record.headers
    if let reason {
      let context = [
        ("topic", "\(partition.topic)"), ("partition", "\(partition.partition)"),
        ("offset", "\(record.offset)"), ("connector.name", settings.name), ("task.id", "\(number)"),
        ("stage", "VALUE_CONVERTER"), ("class.name", "org.apache.kafka.connect.json.JsonConverter"),
        ("exception.class.name", SinkFailure.dataException), ("exception.message", reason),
        ("exception.stacktrace", "\(SinkFailure.dataException): \(reason)"),
      ]
      for (key, value) in context {
        headers.append(RecordHeader("__connect.errors.\(key)", Array(value.utf8)[...]))
      }
    }
    let letter = Record(key: record.key, value: record.value, headers: headers)
    // The same record buried again after a crash is still one letter.
    let identity = "\(group)/\(partition.topic)/\(partition.partition)/\(record.offset)"
    _ = try await log.append([letter], to: name, idempotencyKey: identity)
  }

  // MARK: Waiting

  private var milliseconds: Int { Int(now().timeIntervalSince1970 * 1_000) }

  /// Waits for records, for the next closing by the clock, or a second; `false` when no record came,
  /// and it is time to look for new topics.
  private func waitForWork(_ partitions: [TopicPartition: PartitionSink]) async throws -> Bool {
    let positions = partitions.mapValues(\.next)
    let untilClosing = settings.rotation.nextClosing(after: milliseconds).map {
      Duration.milliseconds($0 - milliseconds)
    }
    let limit = min(.seconds(1), untilClosing ?? .seconds(1))
    guard !positions.isEmpty else {
      try await clock.sleepAtMost(min(limit, .milliseconds(100)))
      return true
    }
    return try await log.waitForRecords(at: positions, upTo: limit)
  }
}

/// An error that may be gone when the same thing is tried again.
public protocol RetriableSinkError: Error {
  /// Whether trying again may help.
  var isRetriable: Bool { get }
}
