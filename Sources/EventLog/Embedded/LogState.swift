import FoundationEssentials

/// Everything a log knows, guarded by its owner.
struct LogState {
  struct Partition {
    var start = 0
    var records: [StoredRecord] = []
    var available: Range<Int> { start..<start + records.count }
  }

  struct Topic {
    var settings: TopicSettings
    var partitions: [Partition]
  }

  var topics: [TopicName: Topic] = [:]
  var groups: [String: ConsumerGroup] = [:]
  var receipts: [String: (topic: TopicName, values: [ArraySlice<UInt8>?], receipt: AppendReceipt)] =
    [:]
  var waiters = Waiters()

  var partitionCounts: [TopicName: Int] { topics.mapValues(\.partitions.count) }

  func topic(_ name: TopicName) throws(LogError) -> Topic {
    guard let topic = topics[name] else { throw LogError(.unknownTopic, "topic \(name)") }
    return topic
  }

  func partition(_ name: TopicPartition) throws(LogError) -> Partition {
    let topic = try topic(name.topic)
    guard topic.partitions.indices.contains(name.partition) else {
      throw LogError(
        .unknownPartition,
        "\(name)",
        detail: "the topic has \(topic.partitions.count)"
      )
    }
    return topic.partitions[name.partition]
  }

  func describe(_ name: TopicName) throws(LogError) -> TopicDescription {
    let topic = try topic(name)
    return TopicDescription(
      name: name,
      partitions: topic.partitions.count,
      configs: topic.settings.configs
    )
  }
}
