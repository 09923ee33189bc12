import Digests
import EventLog
import Synchronization

/// The streams of a cloud, kept in the same log as its topics.
///
/// A stream's records are a topic of its own that nobody else sees, a partition for each shard. What
/// is known of streams stands in one more topic, each time whole: the last record of a name counts,
/// and one without a value says that the stream is gone.
final class StreamStorage: Sendable {
  /// What the topics' names begin with.
  static let prefix = "kinesis"

  private struct State {
    var streams: [String: Stream] = [:]
    var byID: [UInt64: Stream] = [:]
    /// Names of streams that are being made.
    var reserved: Set<String> = []
  }

  let log: EmbeddedLog
  let clock: CloudClock
  /// The topic in which the descriptions stand.
  let ledger: TopicName
  private let state = Mutex(State())
  private let key = Mutex<IteratorKey?>(nil)

  init(log: EmbeddedLog, clock: CloudClock) throws(LogError) {
    self.log = log
    self.clock = clock
    ledger = try TopicName(internal: Self.prefix)
  }

  /// Milliseconds since 1970 by the cloud's clock.
  var now: Int { Int(LogTimestamp(clock.date).milliseconds) }

  /// What iterators are authenticated with.
  var iteratorKey: IteratorKey { key.withLock { $0 ?? IteratorKey() } }

  /// A stream that is there, whatever its state.
  func stream(_ name: String) -> Stream? {
    guard let stream = state.withLock({ $0.streams[name] }) else { return nil }
    return stream.isGone(at: now) ? nil : stream
  }

  /// The stream that an iterator was made for, if it is there still.
  func stream(id: UInt64) -> Stream? {
    guard let stream = state.withLock({ $0.byID[id] }) else { return nil }
    return stream.isGone(at: now) ? nil : stream
  }

  /// Every stream, by name.
  var streams: [Stream] {
    let now = now
    return state.withLock { Array($0.streams.values) }
      .filter { !$0.isGone(at: now) }.sorted { $0.name < $1.name }
  }

  /// Reads what the log holds, and clears away what a crash left half done.
  func open() async throws(LogError) {
    if (try? await log.describeTopic(ledger)) == nil {
      let configs = ["retention.ms": "-1", "max.message.bytes": "\(Int32.max)"]
      _ = try await log.createTopic(ledger, TopicSettings(configs: configs))
    }
    let found = try await LedgerReading.run(log, ledger)
    var kept: Set<TopicName> = [ledger]
    for description in found.streams.values {
      let stream = try Stream(description)
      guard (try? await log.describeTopic(stream.topic)) != nil else { continue }
      kept.insert(stream.topic)
      enter(stream)
    }
    for topic in log.internalTopics() where !kept.contains(topic.name) {
      try await log.deleteTopic(topic.name)
    }
    key.withLock { $0 = found.key }
    if found.key == nil { try await renewKey() }
    if found.records > 1_000 + 4 * found.streams.count { try await compact() }
  }

  /// Forgets all streams, and makes every iterator invalid.
  func reset() async throws(LogError) {
    let streams = state.withLock { state in
      defer { state = State() }
      return Array(state.streams.values)
    }
    let goodbyes = streams.map { Record(key: Array($0.name.utf8)[...], value: nil) }
    _ = try await log.append(goodbyes, to: ledger)
    for stream in streams { try await log.deleteTopic(stream.topic) }
    try await renewKey()
  }

  /// Makes streams that are not there, all in one write.
  func create(_ descriptions: [StreamDescription]) async throws(LogError) -> Bool {
    let names = descriptions.map(\.name)
    let isFree = state.withLock { state in
      guard names.allSatisfy({ state.streams[$0] == nil && !state.reserved.contains($0) }) else {
        return false
      }
      state.reserved.formUnion(names)
      return true
    }
    guard isFree else { return false }
    defer { state.withLock { $0.reserved.subtract(names) } }
    var streams: [Stream] = []
    for description in descriptions {
      let stream = try Stream(description)
      _ = try await log.createTopic(stream.topic, description.topicSettings)
      streams.append(stream)
    }
    try await record(descriptions)
    for stream in streams { enter(stream) }
    return true
  }

  /// Changes a stream, in the log first; nobody writes records meanwhile.
  @discardableResult
  func change(
    _ stream: Stream,
    _ decide: (inout StreamDescription) throws(KinesisFailure) -> Void
  ) async throws(KinesisFailure) -> StreamDescription {
    try await stream.gate.alone { () async throws(KinesisFailure) in
      guard state.withLock({ $0.byID[stream.id] }) != nil else {
        throw .streamNotFound(stream.name)
      }
      let before = stream.description
      var description = before
      try decide(&description)
      guard description != before else { return description }
      do throws(LogError) {
        try await prepareTopic(description, from: before)
        try await record([description])
      } catch {
        throw KinesisFailure(error)
      }
      stream.become(description)
      return description
    }
  }

  /// Removes a stream and its records.
  func remove(_ stream: Stream) async throws(LogError) {
    try await stream.gate.alone { () async throws(LogError) in
      guard state.withLock({ $0.byID[stream.id] }) != nil else { return }
      _ = try await log.append([Record(key: Array(stream.name.utf8)[...], value: nil)], to: ledger)
      state.withLock { state in
        state.streams[stream.name] = nil
        state.byID[stream.id] = nil
      }
      try await log.deleteTopic(stream.topic)
    }
  }

  /// Removes the streams whose deletion is done by now.
  func sweep() async throws(LogError) {
    let now = now
    let gone = state.withLock { Array($0.streams.values) }
    for stream in gone where stream.isGone(at: now) { try await remove(stream) }
  }

  /// Makes room for new shards before they are spoken of, and lets records live as long as is asked.
  private func prepareTopic(
    _ description: StreamDescription,
    from before: StreamDescription
  ) async throws(LogError) {
    var change = TopicChange()
    let present = try await log.describeTopic(description.topic)
    if description.shards.count > present.partitions {
      change.partitions = description.shards.count
    }
    if description.topicSettings.configs != before.topicSettings.configs {
      change.configs = description.topicSettings.configs.mapValues { $0 }
    }
    guard change.partitions != nil || !change.configs.isEmpty else { return }
    _ = try await log.changeTopic(description.topic, change)
  }

  private func enter(_ stream: Stream) {
    state.withLock { state in
      state.streams[stream.name] = stream
      state.byID[stream.id] = stream
    }
  }

  private func record(_ descriptions: [StreamDescription]) async throws(LogError) {
    let records = descriptions.map {
      Record(key: Array($0.name.utf8)[...], value: $0.bytes[...])
    }
    _ = try await log.append(records, to: ledger)
  }

  private func renewKey() async throws(LogError) {
    let fresh = IteratorKey()
    _ = try await log.append(
      [Record(key: LedgerReading.keyName[...], value: fresh.secret[...])],
      to: ledger
    )
    key.withLock { $0 = fresh }
  }

  /// Writes down once what counts, and forgets what was before.
  private func compact() async throws(LogError) {
    let end = try await log.offsets(of: TopicPartition(ledger, 0)).upperBound
    try await record(state.withLock { $0.streams.values.map(\.description) })
    _ = try await log.append(
      [Record(key: LedgerReading.keyName[...], value: iteratorKey.secret[...])],
      to: ledger
    )
    try await log.trim(TopicPartition(ledger, 0), before: end)
  }
}

extension StreamDescription {
  /// How the topic that holds the records is set up.
  var topicSettings: TopicSettings {
    TopicSettings(
      partitions: shards.count,
      configs: [
        "retention.ms": "\(retentionHours * 3_600_000)",
        // A key of 256 characters has up to a kilobyte.
        "max.message.bytes": "\((maxRecordKiB << 10) + 4_096)",
      ]
    )
  }
}
