import Synchronization

extension EmbeddedLog {
  /// Makes a topic, or says why it cannot be.
  public func createTopic(
    _ topic: TopicName,
    _ settings: TopicSettings
  ) async throws(LogError) -> TopicDescription {
    try TopicConfig.check(settings.configs, of: topic)
    guard settings.partitions >= 1, settings.partitions <= Self.mostPartitions else {
      throw LogError(
        .invalidPartitions,
        "topic \(topic)",
        detail: "\(settings.partitions) partitions asked for, 1 to \(Self.mostPartitions) can be"
      )
    }
    return try state.withLock { (state) throws(LogError) in
      guard state.topics[topic] == nil else { throw LogError(.topicExists, "topic \(topic)") }
      state.topics[topic] = LogState.Topic(
        settings: settings,
        partitions: Array(repeating: .init(), count: settings.partitions)
      )
      state.shareOutPartitions()
      return try state.describe(topic)
    }
  }

  static let mostPartitions = 10_000

  /// Removes a topic, its records and what groups committed for it.
  public func deleteTopic(_ topic: TopicName) async throws(LogError) {
    try state.withLock { (state) throws(LogError) in
      let count = try state.topic(topic).partitions.count
      state.topics[topic] = nil
      for partition in 0..<count { state.waiters.wake(TopicPartition(topic, partition)) }
      for group in state.groups.keys {
        let kept = state.groups[group]?.committed.filter { $0.key.topic != topic }
        state.groups[group]?.committed = kept ?? [:]
      }
      state.shareOutPartitions()
    }
  }

  /// Adds partitions or changes settings.
  public func changeTopic(
    _ topic: TopicName,
    _ change: TopicChange
  ) async throws(LogError) -> TopicDescription {
    try TopicConfig.check(change.configs.compactMapValues { $0 }, of: topic)
    return try state.withLock { (state) throws(LogError) in
      var changed = try state.topic(topic)
      if let count = change.partitions {
        guard count > changed.partitions.count, count <= Self.mostPartitions else {
          throw LogError(
            .invalidPartitions,
            "topic \(topic)",
            detail: "it has \(changed.partitions.count) partitions and cannot have \(count)"
          )
        }
        changed.partitions += Array(
          repeating: .init(),
          count: count - changed.partitions.count
        )
      }
      for (name, value) in change.configs { changed.settings.configs[name] = value }
      state.topics[topic] = changed
      state.shareOutPartitions()
      return try state.describe(topic)
    }
  }

  /// Every topic, by name.
  public func topics() async throws(LogError) -> [TopicDescription] {
    try state.withLock { (state) throws(LogError) in
      var all: [TopicDescription] = []
      for name in state.topics.keys.sorted() { all.append(try state.describe(name)) }
      return all
    }
  }

  /// One topic.
  public func describeTopic(_ topic: TopicName) async throws(LogError) -> TopicDescription {
    try state.withLock { (state) throws(LogError) in try state.describe(topic) }
  }
}

extension LogState {
  mutating func shareOutPartitions() {
    let counts = partitionCounts
    for group in groups.keys { groups[group]?.topicsChanged(counts) }
  }
}
