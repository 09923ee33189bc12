/// Who wants to read what as part of a group.
public struct GroupMember: Sendable, Hashable {
  /// A name that is the member's own in the group.
  public var id: String
  /// Who stands behind it, for listings.
  public var clientID: String
  /// The topics it wants to read; one that is not there yet is assigned when it comes.
  public var topics: Set<TopicName>
  /// How partitions are shared; the first member of a group decides.
  public var strategy: AssignmentStrategy
  /// How long it may be silent before its partitions go to others.
  public var sessionTimeout: Duration

  /// Describes a member.
  public init(
    id: String,
    clientID: String = "",
    topics: Set<TopicName>,
    strategy: AssignmentStrategy = .range,
    sessionTimeout: Duration = .seconds(45)
  ) {
    self.id = id
    self.clientID = clientID
    self.topics = topics
    self.strategy = strategy
    self.sessionTimeout = sessionTimeout
  }
}

/// A member's standing in its group at one generation.
public struct GroupMembership: Sendable, Hashable {
  /// The group.
  public let group: String
  /// The member.
  public let memberID: String
  /// Counts how often the group's partitions were shared out.
  public let generation: Int
  /// The partitions that are this member's alone.
  public let assignment: [TopicPartition]

  /// Describes a membership.
  public init(group: String, memberID: String, generation: Int, assignment: [TopicPartition]) {
    self.group = group
    self.memberID = memberID
    self.generation = generation
    self.assignment = assignment
  }
}
