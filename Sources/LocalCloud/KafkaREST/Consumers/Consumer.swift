import EventLog
import FoundationEssentials

/// One consumer of a group: what it reads, how far it is, what it committed.
actor Consumer {
  /// What it was told to read.
  enum Interest: Equatable {
    case nothing
    case topics([TopicName])
    case pattern(String)
    case partitions([TopicPartition])
  }

  /// One record as a reader gets it.
  struct Reading: Sendable {
    let partition: TopicPartition
    let record: StoredRecord
  }

  let group: String
  let id: String
  let settings: ConsumerSettings
  private let log: any RecordLog
  private let clock: CloudClock
  private let options: KafkaREST.Options
  private(set) var interest = Interest.nothing
  private var membership: GroupMembership?
  /// Where the next read begins; what lies before has been handed over.
  private var positions: [TopicPartition: Int] = [:]
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(
    group: String,
    id: String,
    _ settings: ConsumerSettings,
    log: any RecordLog,
    clock: CloudClock,
    options: KafkaREST.Options
  ) {
    self.group = group
    self.id = id
    self.settings = settings
    self.log = log
    self.clock = clock
    self.options = options
  }

  // MARK: Interest

  func subscribe(_ wanted: Interest) async throws(KafkaRESTFailure) {
    if case .partitions = interest { throw Self.exclusive }
    interest = wanted
    try await join()
  }

  func assign(_ partitions: [TopicPartition]) async throws(KafkaRESTFailure) {
    switch interest {
    case .topics, .pattern: throw Self.exclusive
    case .nothing, .partitions: break
    }
    interest = .partitions(partitions)
    positions = positions.filter { partitions.contains($0.key) }
  }

  func unsubscribe() async {
    await leave()
    interest = .nothing
    positions = [:]
  }

  func subscription() async throws(KafkaRESTFailure) -> [TopicName] {
    switch interest {
    case .topics, .pattern: try await wantedTopics().sorted()
    case .nothing, .partitions: []
    }
  }

  /// The partitions that are this consumer's now.
  func assignment() async throws(KafkaRESTFailure) -> [TopicPartition] {
    switch interest {
    case .nothing: return []
    case .partitions(let partitions): return partitions
    case .pattern: try await join()
    case .topics: try await renew()
    }
    return membership?.assignment ?? []
  }

  // MARK: Reading

  /// Reads what is there, or waits for it; nothing is passed over that is not returned.
  func read(
    upTo bytes: Int,
    waiting timeout: Duration?
  ) async throws(KafkaRESTFailure) -> [Reading] {
    await enter()
    defer { exit() }
    if settings.commitsItself { try await commitRead() }
    let partitions = try await assignment()
    try await startWhereNeeded(partitions)
    let first = try await collect(partitions, upTo: bytes)
    guard first.isEmpty else { return first }
    let limit = min(timeout ?? .seconds(86_400), settings.requestTimeout ?? options.readTimeout)
    let here = positions.filter { partitions.contains($0.key) }
    guard !here.isEmpty, limit > .zero else { return [] }
    let hasMore: Bool
    do { hasMore = try await log.waitForRecords(at: here, upTo: limit) } catch {
      throw KafkaRESTFailure(error)
    }
    return hasMore ? try await collect(partitions, upTo: bytes) : []
  }

  private func collect(
    _ partitions: [TopicPartition],
    upTo bytes: Int
  ) async throws(KafkaRESTFailure) -> [Reading] {
    var readings: [Reading] = []
    var rest = bytes
    for partition in partitions where rest > 0 {
      guard let position = positions[partition] else { continue }
      let result: ReadResult
      do {
        result = try await log.read(partition, from: position, upTo: ReadLimit(bytes: rest))
      } catch {
        // Retention or a truncation took what was to come; go on where the log goes on.
        guard error.code == .offsetOutOfRange else { throw KafkaRESTFailure(error) }
        positions[partition] = nil
        try await startWhereNeeded([partition], forgetting: true)
        continue
      }
      for record in result.records {
        // The first record always comes, however large; others only where they fit.
        if !readings.isEmpty, record.size > rest { break }
        readings.append(Reading(partition: partition, record: record))
        positions[partition] = record.offset + 1
        rest -= record.size
      }
    }
    return readings
  }

  /// Goes back to a record, so that the next read begins with it.
  func rewind(to reading: Reading) { positions[reading.partition] = reading.record.offset }

  /// Goes back to the earliest of these in each partition.
  func rewind(to readings: ArraySlice<Reading>) {
    for reading in readings.reversed() { rewind(to: reading) }
  }

  private func startWhereNeeded(
    _ partitions: [TopicPartition],
    forgetting: Bool = false
  ) async throws(KafkaRESTFailure) {
    let unknown = partitions.filter { positions[$0] == nil }
    guard !unknown.isEmpty else { return }
    do {
      let committed = forgetting ? [:] : try await log.committedOffsets(of: group)
      for partition in unknown {
        let available = try await log.offsets(of: partition)
        let edge = settings.startsAtBeginning ? available.lowerBound : available.upperBound
        let start = committed[partition]?.offset ?? edge
        positions[partition] =
          (available.lowerBound...available.upperBound).contains(start) ? start : edge
      }
    } catch {
      if error.code == .unknownTopic || error.code == .unknownPartition { return }
      throw KafkaRESTFailure(error)
    }
  }

  // MARK: Committing and seeking

  func commitRead() async throws(KafkaRESTFailure) {
    try await commit(positions.mapValues { CommittedOffset($0) })
  }

  func commit(_ offsets: [TopicPartition: CommittedOffset]) async throws(KafkaRESTFailure) {
    guard !offsets.isEmpty else { return }
    do { try await log.commit(offsets, for: group, as: membership) } catch {
      // Partitions were shared out anew meanwhile; those that are still ours can be committed.
      guard error.code == .staleGeneration || error.code == .unknownMember else {
        throw KafkaRESTFailure(error)
      }
      try await join()
      let ours = Set(membership?.assignment ?? [])
      let rest = offsets.filter { ours.contains($0.key) }
      do { if !rest.isEmpty { try await log.commit(rest, for: group, as: membership) } } catch {
        throw KafkaRESTFailure(error)
      }
    }
  }

  func committed() async throws(KafkaRESTFailure) -> [TopicPartition: CommittedOffset] {
    do { return try await log.committedOffsets(of: group) } catch {
      if error.code == .unknownGroup { return [:] }
      throw KafkaRESTFailure(error)
    }
  }

  func seek(_ partition: TopicPartition, to offset: Int) async throws(KafkaRESTFailure) {
    guard try await assignment().contains(partition) else {
      let name = "\(partition.topic)-\(partition.partition)"
      throw KafkaRESTFailure(40903, "Illegal state: No current assignment for partition \(name)")
    }
    positions[partition] = offset
  }

  func close(committing: Bool) async {
    await enter()
    defer { exit() }
    if committing, settings.commitsItself { try? await commitRead() }
    await leave()
  }

  // MARK: Membership

  private func join() async throws(KafkaRESTFailure) {
    let member = GroupMember(
      id: id,
      clientID: "kafka-rest",
      topics: Set(try await wantedTopics()),
      sessionTimeout: options.consumerTimeout
    )
    do { membership = try await log.join(group, as: member) } catch {
      throw KafkaRESTFailure(error)
    }
    forgetForeignPositions()
  }

  private func renew() async throws(KafkaRESTFailure) {
    guard let current = membership else { return try await join() }
    do { membership = try await log.heartbeat(current) } catch {
      guard error.code == .unknownMember else { throw KafkaRESTFailure(error) }
      return try await join()
    }
    forgetForeignPositions()
  }

  private func leave() async {
    guard let current = membership else { return }
    membership = nil
    try? await log.leave(current)
  }

  /// A partition that went to another member starts at its committed offset when it comes back.
  private func forgetForeignPositions() {
    let ours = Set(membership?.assignment ?? [])
    positions = positions.filter { ours.contains($0.key) }
  }

  private func wantedTopics() async throws(KafkaRESTFailure) -> [TopicName] {
    switch interest {
    case .topics(let topics): return topics
    case .nothing, .partitions: return []
    case .pattern(let pattern):
      guard let regex = try? Regex(pattern) else {
        throw KafkaRESTFailure(422, "Invalid topic pattern: \(pattern)")
      }
      do {
        return try await log.topics().map(\.name)
          .filter { (try? regex.wholeMatch(in: $0.description)) ?? nil != nil }
      } catch { throw KafkaRESTFailure(error) }
    }
  }

  private static let exclusive = KafkaRESTFailure(
    40903,
    "Illegal state: Subscription to topics, partitions and pattern are mutually exclusive"
  )

  // MARK: One call at a time

  private func enter() async {
    while isBusy { await withCheckedContinuation { waiting.append($0) } }
    isBusy = true
  }

  private func exit() {
    isBusy = false
    if !waiting.isEmpty { waiting.removeFirst().resume() }
  }
}
