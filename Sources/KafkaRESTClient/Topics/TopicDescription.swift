/// A topic as the proxy's v2 API describes it.
public struct TopicDescription: Hashable, Sendable {
  /// Its name.
  public let name: TopicName
  /// Every setting in force, defaults included; settings without a value are left out.
  public let configs: [String: String]
  /// Its partitions in order.
  public let partitions: [PartitionDescription]
}

extension TopicDescription: Decodable {
  private enum CodingKeys: CodingKey { case name, configs, partitions }

  /// Reads the answer to `GET /topics/{topic}`.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    name = try object.decode(TopicName.self, forKey: .name)
    let settings = try object.decodeIfPresent([String: String?].self, forKey: .configs) ?? [:]
    configs = settings.compactMapValues { $0 }
    partitions = try object.decode([PartitionDescription].self, forKey: .partitions)
  }
}

/// A partition and where its copies are.
public struct PartitionDescription: Hashable, Sendable {
  /// A copy of a partition on one broker.
  public struct Replica: Hashable, Sendable, Decodable {
    /// The broker that holds it.
    public let broker: Int
    /// Whether reads and writes go through this copy.
    public let isLeader: Bool
    /// Whether it has caught up with the leader.
    public let isInSync: Bool

    private enum CodingKeys: String, CodingKey {
      case broker
      case isLeader = "leader"
      case isInSync = "in_sync"
    }
  }

  /// Its number, from 0.
  public let number: Int
  /// The broker that leads it; `nil` while there is none.
  public let leader: Int?
  /// Its copies.
  public let replicas: [Replica]
}

extension PartitionDescription: Decodable {
  private enum CodingKeys: String, CodingKey {
    case number = "partition"
    case leader, replicas
  }

  /// Reads one partition; a leader of -1 is none.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    number = try object.decode(Int.self, forKey: .number)
    leader = try object.decodeIfPresent(Int.self, forKey: .leader).flatMap { $0 < 0 ? nil : $0 }
    replicas = try object.decodeIfPresent([Replica].self, forKey: .replicas) ?? []
  }
}

/// The records a partition holds: from the first offset still there up to the next one written.
public struct OffsetRange: Hashable, Sendable, Decodable {
  /// The offset of the oldest record still kept.
  public let beginning: Int64
  /// The offset the next record will get.
  public let end: Int64

  private enum CodingKeys: String, CodingKey {
    case beginning = "beginning_offset"
    case end = "end_offset"
  }
}
