/// A topic and its partitions.
struct Topic {
  let id: UInt32
  let name: TopicName
  var settings = TopicSettings() {
    didSet { settingsChanged() }
  }
  var partitions = [PartitionState()]
  /// The settings every append asks for.
  private(set) var largestRecord = TopicSettings().largestRecord
  private(set) var usesLogTime = false

  init(id: UInt32, name: TopicName) {
    self.id = id
    self.name = name
  }

  var description: TopicDescription {
    TopicDescription(name: name, partitions: partitions.count, configs: settings.configs)
  }

  /// What an append has to know, without the partitions: whoever held on to those would make the
  /// writer copy them.
  var appendRules: AppendRules {
    AppendRules(
      id: id,
      name: name,
      partitionCount: partitions.count,
      largestRecord: largestRecord,
      usesLogTime: usesLogTime
    )
  }

  func check(_ partition: Int) throws(LogError) { try appendRules.check(partition) }

  /// Changes a partition in place, if it is there.
  mutating func update(_ partition: Int, _ change: (inout PartitionState) -> Void) {
    if partitions.indices.contains(partition) { change(&partitions[partition]) }
  }

  mutating func forEachPartition(_ change: (inout PartitionState) -> Void) {
    for partition in partitions.indices { change(&partitions[partition]) }
  }

  private mutating func settingsChanged() {
    largestRecord = settings.largestRecord
    usesLogTime = settings.usesLogTime
    let missing = max(0, settings.partitions - partitions.count)
    partitions += repeatElement(PartitionState(), count: missing)
  }
}

/// What decides whether a topic takes a record.
struct AppendRules {
  let id: UInt32
  let name: TopicName
  let partitionCount: Int
  let largestRecord: Int
  let usesLogTime: Bool

  func check(_ partition: Int) throws(LogError) {
    guard partition >= 0, partition < partitionCount else {
      throw LogError(
        .unknownPartition,
        "\(TopicPartition(name, partition))",
        detail: "the topic has \(partitionCount)"
      )
    }
  }

  /// The times that records carry when they are appended at a moment.
  func timestamps(of records: [Record], at now: Int64) -> [Int64] {
    records.map { usesLogTime ? now : $0.timestamp?.milliseconds ?? now }
  }

  func check(_ record: Record) throws(LogError) {
    try check(record.partition)
    let size = record.size + record.headersSize
    guard size <= largestRecord else {
      throw LogError(
        .recordTooLarge,
        "topic \(name)",
        detail: "\(size) bytes, \(largestRecord) are allowed"
      )
    }
  }
}

extension TopicSettings {
  var largestRecord: Int { integer("max.message.bytes") }

  var usesLogTime: Bool { configs["message.timestamp.type"] == "LogAppendTime" }

  /// How many milliseconds records are kept, if there is a limit.
  var retentionTime: Int? { limit("retention.ms") }

  /// How many bytes of a partition are kept, if there is a limit.
  var retentionBytes: Int? { limit("retention.bytes") }

  private func limit(_ name: String) -> Int? {
    let value = integer(name)
    return value < 0 ? nil : value
  }

  private func integer(_ name: String) -> Int {
    let text = configs[name] ?? TopicConfig.named(name)?.defaultValue ?? ""
    return Int(text) ?? -1
  }
}
