import FoundationEssentials
import Synchronization

extension EmbeddedLog {
  /// Enters a group or changes what a member reads.
  public func join(
    _ group: String,
    as member: GroupMember
  ) async throws(LogError) -> GroupMembership {
    try withGroups { (state, now) throws(LogError) in
      let counts = state.partitionCounts
      return state.groups[group, default: ConsumerGroup(name: group)]
        .join(member, now: now, partitions: counts)
    }
  }

  /// Keeps a membership alive and says how it is now.
  public func heartbeat(_ membership: GroupMembership) async throws(LogError) -> GroupMembership {
    try withGroups { (state, now) throws(LogError) in
      guard let fresh = try state.groups[membership.group]?.heartbeat(membership, now: now) else {
        throw LogError(.unknownGroup, "group \(membership.group)")
      }
      return fresh
    }
  }

  /// Gives a member's partitions to the others.
  public func leave(_ membership: GroupMembership) async throws(LogError) {
    try withGroups { (state, now) throws(LogError) in
      let counts = state.partitionCounts
      guard try state.groups[membership.group]?.leave(membership, partitions: counts) != nil else {
        throw LogError(.unknownGroup, "group \(membership.group)")
      }
      if state.groups[membership.group]?.isForgotten == true {
        state.groups[membership.group] = nil
      }
    }
  }

  /// Stores how far a group has read, as safely as records.
  public func commit(
    _ offsets: [TopicPartition: CommittedOffset],
    for name: String,
    as membership: GroupMembership?
  ) async throws(LogError) {
    try withGroups { (_, _) throws(LogError) in }
    try await write(
      .events(alone: false) { (state) throws(LogError) in
        for (partition, committed) in offsets {
          _ = try state.id(of: partition)
          guard committed.offset >= 0 else {
            throw LogError(
              .offsetOutOfRange,
              "\(partition)",
              detail: "\(committed.offset) is no offset"
            )
          }
        }
        try (state.groups[name] ?? ConsumerGroup(name: name)).checkCommit(as: membership)
        return offsets.isEmpty ? [] : [.committed(group: name, offsets: offsets)]
      }
    )
  }

  /// How far a group has read.
  public func committedOffsets(
    of group: String
  ) async throws(LogError) -> [TopicPartition: CommittedOffset] {
    journal.state.withLock { $0.groups[group]?.committed ?? [:] }
  }

  /// Every group with members or committed offsets, by name.
  public func groups() async throws(LogError) -> [GroupDescription] {
    try withGroups { (state, _) throws(LogError) in
      state.groups.values.map(\.description).sorted { $0.name < $1.name }
    }
  }

  /// One group.
  public func describeGroup(_ group: String) async throws(LogError) -> GroupDescription {
    try withGroups { (state, _) throws(LogError) in try state.group(group).description }
  }

  /// Removes a group without members and what it committed.
  public func deleteGroup(_ group: String) async throws(LogError) {
    try withGroups { (_, _) throws(LogError) in }
    try await change { (state) throws(LogError) in
      guard try !state.group(group).hasMembers else {
        throw LogError(.groupNotEmpty, "group \(group)")
      }
      return [.groupRemoved(group)]
    }
  }

  /// Lets silent members go before anybody looks at groups.
  private func withGroups<Result: Sendable>(
    _ body: (inout LogState, Date) throws(LogError) -> Result
  ) throws(LogError) -> Result {
    let now = options.now()
    return try journal.state.withLock { (state) throws(LogError) in
      guard !state.isClosed else { throw LogError(.closed, "log") }
      state.expireMembers(now: now)
      return try body(&state, now)
    }
  }
}

extension LogState {
  /// Looks through all groups, and so not with every heartbeat.
  fileprivate mutating func expireMembers(now: Date) {
    guard abs(now.timeIntervalSince(lastExpiry)) >= 0.1 else { return }
    lastExpiry = now
    let counts = partitionCounts
    for name in Array(groups.keys) {
      groups[name]?.expire(now: now, partitions: counts)
      if groups[name]?.isForgotten == true { groups[name] = nil }
    }
  }

  func group(_ name: String) throws(LogError) -> ConsumerGroup {
    guard let group = groups[name] else { throw LogError(.unknownGroup, "group \(name)") }
    return group
  }
}

extension ConsumerGroup {
  /// Nobody is in it and nothing was committed.
  var isForgotten: Bool { !hasMembers && committed.isEmpty }
}
