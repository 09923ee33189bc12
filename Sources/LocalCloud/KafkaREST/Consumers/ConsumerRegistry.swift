import EventLog

/// The consumers that were created and neither deleted nor forgotten.
actor ConsumerRegistry {
  private struct Key: Hashable {
    let group: String
    let instance: String
  }

  private let log: any RecordLog
  private let clock: CloudClock
  private let options: KafkaREST.Options
  private var consumers: [Key: Consumer] = [:]
  private var lastUse: [Key: CloudClock.Instant] = [:]
  private let identifiers: RequestIdentifiers

  init(
    log: any RecordLog,
    clock: CloudClock,
    options: KafkaREST.Options,
    identifiers: RequestIdentifiers
  ) {
    self.log = log
    self.identifiers = identifiers
    self.clock = clock
    self.options = options
  }

  /// Creates a consumer and gives its name, which is made up where none is asked for.
  func create(
    in group: String,
    named name: String?,
    _ settings: ConsumerSettings
  ) async throws(KafkaRESTFailure) -> String {
    await removeExpired()
    let name = name ?? "rest-consumer-\(identifiers.uuid())"
    let key = Key(group: group, instance: name)
    guard consumers[key] == nil else {
      throw KafkaRESTFailure(
        40902,
        "Consumer with specified consumer ID already exists in the specified consumer group."
      )
    }
    consumers[key] = Consumer(
      group: group,
      id: name,
      settings,
      log: log,
      clock: clock,
      options: options
    )
    lastUse[key] = clock.now
    return name
  }

  /// The consumer of that name; asking for it keeps it alive.
  func find(_ group: String, _ instance: String) async throws(KafkaRESTFailure) -> Consumer {
    await removeExpired()
    let key = Key(group: group, instance: instance)
    guard let consumer = consumers[key] else { throw .consumerNotFound }
    lastUse[key] = clock.now
    return consumer
  }

  /// Keeps a consumer alive after a call that took its time.
  func touch(_ group: String, _ instance: String) {
    let key = Key(group: group, instance: instance)
    if consumers[key] != nil { lastUse[key] = clock.now }
  }

  /// Removes a consumer; what it read is committed where it does that itself.
  func remove(_ group: String, _ instance: String) async throws(KafkaRESTFailure) {
    let key = Key(group: group, instance: instance)
    guard let consumer = consumers.removeValue(forKey: key) else { throw .consumerNotFound }
    lastUse[key] = nil
    await consumer.close(committing: true)
  }

  func removeAll() async {
    let all = consumers.values
    consumers = [:]
    lastUse = [:]
    for consumer in all { await consumer.close(committing: false) }
  }

  private func removeExpired() async {
    let now = clock.now
    let expired = lastUse.filter { $0.value.duration(to: now) > options.consumerTimeout }.keys
    for key in expired {
      lastUse[key] = nil
      guard let consumer = consumers.removeValue(forKey: key) else { continue }
      await consumer.close(committing: false)
    }
  }
}
