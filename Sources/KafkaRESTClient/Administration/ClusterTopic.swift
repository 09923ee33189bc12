/// A topic as the v3 API describes it.
public struct ClusterTopic: Hashable, Sendable, Decodable {
  /// Its name.
  public let name: TopicName
  /// Whether it belongs to Kafka itself.
  public let isInternal: Bool
  /// How many copies each partition has.
  public let replicationFactor: Int
  /// How many partitions it has.
  public let partitionsCount: Int

  private enum CodingKeys: String, CodingKey {
    case name = "topic_name"
    case isInternal = "is_internal"
    case replicationFactor = "replication_factor"
    case partitionsCount = "partitions_count"
  }
}

/// A topic that is to be created; what is not said is the cluster's to decide.
public struct NewTopic: Hashable, Sendable, Encodable {
  /// A setting that differs from the cluster's default.
  public struct Setting: Hashable, Sendable, Encodable {
    /// The setting's name, such as `retention.ms`.
    public var name: String
    /// Its value.
    public var value: String?

    /// Puts a setting together.
    public init(_ name: String, _ value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// Its name.
  public var name: TopicName
  /// How many partitions it shall have.
  public var partitionsCount: Int?
  /// How many copies each partition shall have.
  public var replicationFactor: Int?
  /// The brokers of each partition, in place of the two counts.
  public var replicasAssignments: [Int: [Int]]?
  /// Settings that differ from the cluster's defaults.
  public var configs: [Setting] = []
  /// Whether the cluster only says if it would create the topic.
  public var validateOnly = false

  /// Names a topic that is to be created.
  public init(
    _ name: TopicName,
    partitions: Int? = nil,
    replicas: Int? = nil,
    configs: [Setting] = []
  ) {
    self.name = name
    partitionsCount = partitions
    replicationFactor = replicas
    self.configs = configs
  }

  private enum CodingKeys: String, CodingKey {
    case name = "topic_name"
    case partitionsCount = "partitions_count"
    case replicationFactor = "replication_factor"
    case replicasAssignments = "replicas_assignments"
    case configs
    case validateOnly = "validate_only"
  }

  /// Writes what is said and leaves out the rest: the proxy refuses nulls and unknown members.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(name, forKey: .name)
    try object.encodeIfPresent(partitionsCount, forKey: .partitionsCount)
    try object.encodeIfPresent(replicationFactor, forKey: .replicationFactor)
    try object.encodeIfPresent(replicasAssignments, forKey: .replicasAssignments)
    if !configs.isEmpty { try object.encode(configs, forKey: .configs) }
    if validateOnly { try object.encode(true, forKey: .validateOnly) }
  }
}
