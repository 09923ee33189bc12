import Synchronization

extension EmbeddedLog {
  /// Makes a topic, or says why it cannot be.
  public func createTopic(
    _ topic: TopicName,
    _ settings: TopicSettings
  ) async throws(LogError) -> TopicDescription {
    try TopicConfig.check(settings.configs, of: topic)
    let possible = TopicSettings.partitionCounts
    guard possible.contains(settings.partitions) else {
      throw LogError(
        .invalidPartitions,
        "topic \(topic)",
        detail: "\(settings.partitions) asked for, \(possible.upperBound) are the most"
      )
    }
    try await change { (state) throws(LogError) in
      guard (try? state.topic(topic)) == nil else {
        throw LogError(.topicExists, "topic \(topic)")
      }
      return [.topic(id: state.nextTopicID, name: topic, settings: settings)]
    }
    return try await describeTopic(topic)
  }

  /// Removes a topic, its records and what groups committed for it.
  public func deleteTopic(_ topic: TopicName) async throws(LogError) {
    try await change { (state) throws(LogError) in
      [.topicRemoved(id: try state.topic(topic).id)]
    }
  }

  /// Adds partitions or changes settings.
  public func changeTopic(
    _ topic: TopicName,
    _ change: TopicChange
  ) async throws(LogError) -> TopicDescription {
    try TopicConfig.check(change.configs.compactMapValues { $0 }, of: topic)
    try await self.change { (state) throws(LogError) in
      let present = try state.topic(topic)
      var settings = present.settings
      if let count = change.partitions {
        guard count > settings.partitions, TopicSettings.partitionCounts.contains(count) else {
          throw LogError(
            .invalidPartitions,
            "topic \(topic)",
            detail: "it has \(settings.partitions) partitions and cannot have \(count)"
          )
        }
        settings.partitions = count
      }
      for (name, value) in change.configs { settings.configs[name] = value }
      return [.topic(id: present.id, name: topic, settings: settings)]
    }
    return try await describeTopic(topic)
  }

  /// Every topic, by name.
  public func topics() async throws(LogError) -> [TopicDescription] {
    journal.state.withLock { $0.sortedTopics.map(\.description) }.filter { !$0.name.isInternal }
  }

  /// The topics that `topics()` leaves out, by name.
  package func internalTopics() -> [TopicDescription] {
    journal.state.withLock { $0.sortedTopics.map(\.description) }.filter(\.name.isInternal)
  }

  /// One topic.
  public func describeTopic(_ topic: TopicName) async throws(LogError) -> TopicDescription {
    try journal.state.withLock { (state) throws(LogError) in try state.topic(topic).description }
  }
}
