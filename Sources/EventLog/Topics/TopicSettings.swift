/// What a topic is made with.
public struct TopicSettings: Sendable, Hashable {
  /// How many partitions a topic can have.
  static let partitionCounts = 1...10_000

  /// The number of partitions, at least 1.
  public var partitions: Int
  /// Settings by Kafka's names that differ from `TopicConfig.known`.
  public var configs: [String: String]

  /// Asks for one partition and nothing special unless told otherwise.
  public init(partitions: Int = 1, configs: [String: String] = [:]) {
    self.partitions = partitions
    self.configs = configs
  }
}

/// What shall change on a topic that is there.
public struct TopicChange: Sendable, Hashable {
  /// The new number of partitions, which must be greater than the present one.
  public var partitions: Int?
  /// New values by name; `nil` sets a name back to its default.
  public var configs: [String: String?]

  /// Changes what is named and leaves the rest.
  public init(partitions: Int? = nil, configs: [String: String?] = [:]) {
    self.partitions = partitions
    self.configs = configs
  }
}

/// What is known of a topic.
public struct TopicDescription: Sendable, Hashable {
  /// The topic's name.
  public let name: TopicName
  /// The number of partitions.
  public let partitions: Int
  /// The settings that were given, without the defaults.
  public let configs: [String: String]

  /// Describes a topic.
  public init(name: TopicName, partitions: Int, configs: [String: String]) {
    self.name = name
    self.partitions = partitions
    self.configs = configs
  }
}
