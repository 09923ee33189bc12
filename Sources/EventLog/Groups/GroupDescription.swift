/// A consumer group as listings show it.
public struct GroupDescription: Sendable, Hashable {
  /// One member and what it reads.
  public struct Member: Sendable, Hashable {
    /// The member's name.
    public let id: String
    /// Who stands behind it.
    public let clientID: String
    /// The partitions that are its own.
    public let assignment: [TopicPartition]

    /// Describes a member.
    public init(id: String, clientID: String, assignment: [TopicPartition]) {
      self.id = id
      self.clientID = clientID
      self.assignment = assignment
    }
  }

  /// The group's name.
  public let name: String
  /// How partitions are shared; `nil` without members.
  public let strategy: AssignmentStrategy?
  /// Counts how often partitions were shared out.
  public let generation: Int
  /// The members by name.
  public let members: [Member]

  /// Describes a group.
  public init(name: String, strategy: AssignmentStrategy?, generation: Int, members: [Member]) {
    self.name = name
    self.strategy = strategy
    self.generation = generation
    self.members = members
  }
}

/// How far a group has read a partition: the offset of the next record it wants.
public struct CommittedOffset: Sendable, Hashable {
  /// The offset of the next record to read.
  public var offset: Int
  /// Text the reader keeps beside it.
  public var metadata: String

  /// Pairs an offset with a text.
  public init(_ offset: Int, metadata: String = "") {
    self.offset = offset
    self.metadata = metadata
  }
}

/// How far behind a group is on one partition.
public struct PartitionLag: Sendable, Hashable {
  /// The partition.
  public let partition: TopicPartition
  /// Whose it is, if anybody's.
  public let memberID: String?
  /// The next offset the group wants, if it committed one.
  public let committed: Int?
  /// The offsets the partition holds.
  public let available: Range<Int>

  /// Describes a lag.
  public init(
    partition: TopicPartition,
    memberID: String?,
    committed: Int?,
    available: Range<Int>
  ) {
    self.partition = partition
    self.memberID = memberID
    self.committed = committed
    self.available = available
  }

  /// The number of records not yet read; without a commit, all there are.
  public var lag: Int {
    max(0, available.upperBound - max(committed ?? 0, available.lowerBound))
  }
}
