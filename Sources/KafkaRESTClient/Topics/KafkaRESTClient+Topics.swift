extension KafkaRESTClient {
  /// Lists the topics of the cluster.
  public func topics() async throws(KafkaRESTError) -> [TopicName] {
    try await perform(call("list topics", at: "/topics", concern: .cluster))
  }

  /// Describes a topic: its settings and its partitions.
  public func topic(_ name: TopicName) async throws(KafkaRESTError) -> TopicDescription {
    try await perform(call("describe", name.text, at: "/topics/\(name.text)"))
  }

  /// Lists the partitions of a topic.
  public func partitions(
    of topic: TopicName
  ) async throws(KafkaRESTError) -> [PartitionDescription] {
    try await perform(call("list partitions of", topic.text, at: "/topics/\(topic)/partitions"))
  }

  /// Describes one partition.
  public func partition(
    _ partition: TopicPartition
  ) async throws(KafkaRESTError) -> PartitionDescription {
    try await perform(call("describe", partition.description, at: path(of: partition)))
  }

  /// Tells which offsets a partition holds.
  public func offsets(of partition: TopicPartition) async throws(KafkaRESTError) -> OffsetRange {
    let path = path(of: partition) + "/offsets"
    return try await perform(call("read offsets of", partition.description, at: path))
  }

  /// Lists the identifiers of the brokers.
  public func brokers() async throws(KafkaRESTError) -> [Int] {
    let reply: BrokerList = try await perform(
      call("list brokers", at: "/brokers", concern: .cluster)
    )
    return reply.brokers
  }

  private func path(of partition: TopicPartition) -> String {
    "/topics/\(partition.topic)/partitions/\(partition.partition)"
  }
}

/// The answer to `GET /brokers`.
private struct BrokerList: Decodable { var brokers: [Int] }
