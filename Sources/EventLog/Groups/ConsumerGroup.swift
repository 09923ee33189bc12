import FoundationEssentials

/// One group: who is in it, which partitions are whose, and how far it has read.
///
/// Members are gone after a restart, as their sessions would be; committed offsets stay.
struct ConsumerGroup {
  private struct Session {
    var member: GroupMember
    var lastSeen: Date
    var assignment: [TopicPartition] = []
  }

  let name: String
  var committed: [TopicPartition: CommittedOffset] = [:]
  private var generation = 0
  private var sessions: [String: Session] = [:]
  private var strategy: AssignmentStrategy?

  init(name: String) { self.name = name }

  var hasMembers: Bool { !sessions.isEmpty }

  var description: GroupDescription {
    let members = sessions.values.map {
      GroupDescription.Member(
        id: $0.member.id,
        clientID: $0.member.clientID,
        assignment: $0.assignment
      )
    }
    return GroupDescription(
      name: name,
      strategy: strategy,
      generation: generation,
      members: members.sorted { $0.id < $1.id }
    )
  }

  mutating func join(
    _ member: GroupMember,
    now: Date,
    partitions: [TopicName: Int]
  ) -> GroupMembership {
    if sessions.isEmpty { strategy = member.strategy }
    sessions[member.id] = Session(member: member, lastSeen: now)
    share(partitions)
    return membership(of: member.id)
  }

  mutating func heartbeat(
    _ membership: GroupMembership,
    now: Date
  ) throws(LogError) -> GroupMembership {
    try checkMember(membership.memberID)
    sessions[membership.memberID]?.lastSeen = now
    return self.membership(of: membership.memberID)
  }

  mutating func leave(
    _ membership: GroupMembership,
    partitions: [TopicName: Int]
  ) throws(LogError) {
    try checkMember(membership.memberID)
    sessions[membership.memberID] = nil
    share(partitions)
  }

  /// Removes members that were silent for too long.
  mutating func expire(now: Date, partitions: [TopicName: Int]) {
    let silent = sessions.values.filter { session in
      now.timeIntervalSince(session.lastSeen) > session.member.sessionTimeout / .seconds(1)
    }
    guard !silent.isEmpty else { return }
    for session in silent { sessions[session.member.id] = nil }
    share(partitions)
  }

  /// Drops what was committed for a topic that is gone.
  mutating func forget(_ topic: TopicName) {
    committed = committed.filter { $0.key.topic != topic }
  }

  /// Shares out the partitions anew after topics came, went or grew.
  mutating func topicsChanged(_ partitions: [TopicName: Int]) {
    if hasMembers { share(partitions) }
  }

  /// Lets a commit through only from whom the partitions belong to, so that a member that was
  /// taken for dead cannot move the offsets of its successor.
  func checkCommit(as membership: GroupMembership?) throws(LogError) {
    guard let membership else {
      guard !hasMembers else {
        throw LogError(.unknownMember, "group \(name)", detail: "it has members, commit as one")
      }
      return
    }
    try checkMember(membership.memberID)
    guard membership.generation == generation else {
      throw LogError(
        .staleGeneration,
        "group \(name) member \(membership.memberID)",
        detail: "generation \(membership.generation) is over, it is now \(generation)"
      )
    }
  }

  private func checkMember(_ id: String) throws(LogError) {
    guard sessions[id] != nil else { throw LogError(.unknownMember, "group \(name) member \(id)") }
  }

  private func membership(of id: String) -> GroupMembership {
    GroupMembership(
      group: name,
      memberID: id,
      generation: generation,
      assignment: sessions[id]?.assignment ?? []
    )
  }

  private mutating func share(_ partitions: [TopicName: Int]) {
    generation += 1
    guard hasMembers, let strategy else { return self.strategy = nil }
    let shares = strategy.assign(sessions.mapValues(\.member.topics), partitions: partitions)
    for id in sessions.keys { sessions[id]?.assignment = shares[id] ?? [] }
  }
}
