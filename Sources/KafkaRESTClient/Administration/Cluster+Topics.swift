import FoundationEssentials
import HTTPWire

extension Cluster {
  /// Lists the topics.
  public func topics() async throws(KafkaRESTError) -> [ClusterTopic] {
    try await list("list topics", "", at: "/topics")
  }

  /// Describes a topic.
  public func topic(_ name: TopicName) async throws(KafkaRESTError) -> ClusterTopic {
    try await fetch("describe", name.text, at: "/topics/\(name)")
  }

  /// Creates a topic.
  @discardableResult
  public func createTopic(_ topic: NewTopic) async throws(KafkaRESTError) -> ClusterTopic {
    var call = try call("create", topic.name.text, .post, at: "/topics", sending: topic)
    call.isRepeatable = true
    do throws(KafkaRESTError) { return try await client.perform(call) } catch {
      // The first attempt had done it, and its answer was lost.
      guard error.code == .conflict, error.mayHaveArrived else { throw error }
      return try await self.topic(topic.name)
    }
  }

  /// Deletes a topic and everything in it.
  public func deleteTopic(_ name: TopicName) async throws(KafkaRESTError) {
    let call = try call("delete", name.text, .delete, at: "/topics/\(name)")
    try await change(call, alreadyDone: .topicNotFound)
  }

  /// Gives a topic more partitions; it can never have fewer again.
  @discardableResult
  public func growTopic(
    _ name: TopicName,
    toPartitions count: Int
  ) async throws(KafkaRESTError) -> ClusterTopic {
    let body = ["partitions_count": count]
    return try await client.perform(
      try call("grow", name.text, .patch, at: "/topics/\(name)", sending: body)
    )
  }

  /// Lists the copies of a partition.
  public func replicas(
    of partition: TopicPartition
  ) async throws(KafkaRESTError) -> [PartitionDescription.Replica] {
    let path = "/topics/\(partition.topic)/partitions/\(partition.partition)/replicas"
    let found: [ReplicaReply] = try await list("list replicas of", "\(partition)", at: path)
    return found.map {
      PartitionDescription.Replica(
        broker: $0.broker_id,
        isLeader: $0.is_leader,
        isInSync: $0.is_in_sync
      )
    }
  }

  /// Lists the numbers of a topic's partitions.
  public func partitions(of topic: TopicName) async throws(KafkaRESTError) -> [Int] {
    let found: [PartitionReply] = try await list(
      "list partitions of",
      topic.text,
      at: "/topics/\(topic)/partitions"
    )
    return found.map(\.partition_id)
  }

  /// Lists the identifiers of the brokers.
  public func brokers() async throws(KafkaRESTError) -> [Int] {
    let found: [BrokerReply] = try await list("list brokers", "", at: "/brokers")
    return found.map(\.broker_id)
  }
}

private struct PartitionReply: Decodable { var partition_id: Int }
private struct BrokerReply: Decodable { var broker_id: Int }

private struct ReplicaReply: Decodable {
  var broker_id: Int
  var is_leader: Bool
  var is_in_sync: Bool
}

extension KafkaRESTClient {
  /// Creates a topic in the way the proxy offers.
  public func createTopic(_ topic: NewTopic) async throws(KafkaRESTError) {
    let dialect = options.dialect
    if dialect.administrationPath == nil, let path = dialect.topicCreationPath {
      try await createTopic(topic, at: path)
    } else {
      try await cluster().createTopic(topic)
    }
  }

  /// Deletes a topic and everything in it; only the v3 API can.
  public func deleteTopic(_ name: TopicName) async throws(KafkaRESTError) {
    try await cluster().deleteTopic(name)
  }

  /// Creates a topic as the Strimzi bridge does it.
  private func createTopic(_ topic: NewTopic, at path: String) async throws(KafkaRESTError) {
    var call = call("create", topic.name.text, .post, at: path)
    do {
      let body = try options.encoder.encode(topic)
      call.request.headers["Content-Type"] = MediaType.v2
      call.request.body = .bytes(Array(body))
    } catch { throw call.failure(.invalidInput, "\(error)", underlying: error) }
    _ = try await perform(call)
  }
}
