import HTTPWire

/// A consumer group.
public struct ConsumerGroup: Hashable, Sendable, Decodable {
  /// Its name.
  public let id: String
  /// Whether its members take their partitions by hand.
  public let isSimple: Bool
  /// How partitions are shared out.
  public let partitionAssignor: String?
  /// What it is doing, such as `STABLE`, `EMPTY` or `PREPARING_REBALANCE`.
  public let state: String

  private enum CodingKeys: String, CodingKey {
    case id = "consumer_group_id"
    case isSimple = "is_simple"
    case partitionAssignor = "partition_assignor"
    case state
  }
}

/// A member of a consumer group.
public struct GroupMember: Hashable, Sendable, Decodable {
  /// The name the cluster gave it.
  public let consumerID: String
  /// The name it gave itself for good, if any.
  public let instanceID: String?
  /// What it calls its kind.
  public let clientID: String?

  private enum CodingKeys: String, CodingKey {
    case consumerID = "consumer_id"
    case instanceID = "instance_id"
    case clientID = "client_id"
  }
}

/// How far a group is behind in one partition.
public struct ConsumerLag: Hashable, Sendable {
  /// The partition.
  public let partition: TopicPartition
  /// The member that reads it.
  public let consumerID: String
  /// The next offset to be read.
  public let currentOffset: Int64
  /// The offset the next record will get.
  public let logEndOffset: Int64
  /// The records in between.
  public let lag: Int64
}

extension ConsumerLag: Decodable {
  private enum CodingKeys: String, CodingKey {
    case topic = "topic_name"
    case partition = "partition_id"
    case consumerID = "consumer_id"
    case currentOffset = "current_offset"
    case logEndOffset = "log_end_offset"
    case lag
  }

  /// Reads an item of `GET …/lags`.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    partition = TopicPartition(
      try object.decode(TopicName.self, forKey: .topic),
      try object.decode(Int.self, forKey: .partition)
    )
    consumerID = try object.decodeIfPresent(String.self, forKey: .consumerID) ?? ""
    currentOffset = try object.decode(Int64.self, forKey: .currentOffset)
    logEndOffset = try object.decode(Int64.self, forKey: .logEndOffset)
    lag = try object.decode(Int64.self, forKey: .lag)
  }
}

/// How far a group is behind in all.
public struct ConsumerLagSummary: Hashable, Sendable, Decodable {
  /// The lag of the partition that is furthest behind.
  public let maximum: Int64
  /// The topic of that partition.
  public let topic: TopicName
  /// The number of that partition.
  public let partition: Int
  /// The lags of all partitions together.
  public let total: Int64

  private enum CodingKeys: String, CodingKey {
    case maximum = "max_lag"
    case topic = "max_lag_topic_name"
    case partition = "max_lag_partition_id"
    case total = "total_lag"
  }
}

extension Cluster {
  /// Lists the consumer groups.
  public func consumerGroups() async throws(KafkaRESTError) -> [ConsumerGroup] {
    try await list("list groups", "", at: "/consumer-groups")
  }

  /// Describes a consumer group.
  public func consumerGroup(_ id: String) async throws(KafkaRESTError) -> ConsumerGroup {
    try await fetch("describe group", id, at: path(ofGroup: id))
  }

  /// Lists the members of a group.
  public func members(ofGroup id: String) async throws(KafkaRESTError) -> [GroupMember] {
    try await list("list members of", id, at: path(ofGroup: id) + "/consumers")
  }

  /// Tells how far a group is behind in each partition; Confluent Server alone knows.
  public func lags(ofGroup id: String) async throws(KafkaRESTError) -> [ConsumerLag] {
    try await list("read lags of", id, at: path(ofGroup: id) + "/lags")
  }

  /// Tells how far a group is behind in all; Confluent Server alone knows.
  public func lagSummary(
    ofGroup id: String
  ) async throws(KafkaRESTError) -> ConsumerLagSummary {
    try await fetch("read lag of", id, at: path(ofGroup: id) + "/lag-summary")
  }

  private func path(ofGroup id: String) -> String {
    "/consumer-groups/\(PercentEncoding.encode(id))"
  }
}
