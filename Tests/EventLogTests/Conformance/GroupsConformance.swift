import EventLog
import Foundation
import Synchronization
import Testing

@Suite struct GroupsConformance {
  @Test(arguments: Implementation.allCases)
  func `members share the partitions and take over from each other`(
    on: Implementation
  ) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 4)
      let alone = try await log.join("g", as: GroupMember(id: "a", topics: [topic]))
      #expect(alone.assignment.map(\.partition) == [0, 1, 2, 3])
      let second = try await log.join("g", as: GroupMember(id: "b", topics: [topic]))
      #expect(second.assignment.map(\.partition) == [2, 3])
      let first = try await log.heartbeat(alone)
      #expect(first.assignment.map(\.partition) == [0, 1])
      #expect(first.generation == second.generation && first.generation > alone.generation)
      try await log.leave(second)
      #expect(try await log.heartbeat(first).assignment.map(\.partition) == [0, 1, 2, 3])
      await expect(.unknownMember) { _ = try await log.heartbeat(second) }
    }
  }

  @Test(arguments: Implementation.allCases)
  func `topics that come, grow and go are shared out anew`(on: Implementation) async throws {
    try await on.withLog { log in
      let later = try TopicName("later")
      var member = try await log.join("g", as: GroupMember(id: "a", topics: [later]))
      #expect(member.assignment.isEmpty)
      _ = try await log.makeTopic("later")
      member = try await log.heartbeat(member)
      #expect(member.assignment.map(\.partition) == [0])
      _ = try await log.changeTopic(later, TopicChange(partitions: 3))
      member = try await log.heartbeat(member)
      #expect(member.assignment.map(\.partition) == [0, 1, 2])
      try await log.deleteTopic(later)
      #expect(try await log.heartbeat(member).assignment.isEmpty)
    }
  }

  @Test(arguments: Implementation.allCases)
  func `a silent member loses its partitions`(on: Implementation) async throws {
    let time = Mutex(Date(timeIntervalSince1970: 0))
    try await on.withLog(now: { time.withLock { $0 } }) { log in
      let topic = try await log.makeTopic("t", partitions: 2)
      let silent = try await log.join("g", as: GroupMember(id: "a", topics: [topic]))
      time.withLock { $0 += 30 }
      let lively = try await log.join("g", as: GroupMember(id: "b", topics: [topic]))
      time.withLock { $0 += 30 }
      #expect(try await log.heartbeat(lively).assignment.count == 2)
      await expect(.unknownMember) { _ = try await log.heartbeat(silent) }
      await expect(.unknownMember) {
        try await log.commit([TopicPartition(topic, 0): .init(0)], for: "g", as: silent)
      }
      time.withLock { $0 += 60 }
      #expect(try await log.groups().isEmpty)
    }
  }

  @Test(arguments: Implementation.allCases)
  func `offsets are committed with their metadata`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 2)
      let (p0, p1) = (TopicPartition(topic, 0), TopicPartition(topic, 1))
      #expect(try await log.committedOffsets(of: "g").isEmpty)
      try await log.commit([p0: .init(3, metadata: "here"), p1: .init(4)], for: "g", as: nil)
      try await log.commit([p1: .init(2)], for: "g", as: nil)
      let committed = try await log.committedOffsets(of: "g")
      #expect(committed == [p0: .init(3, metadata: "here"), p1: .init(2)])
      await expect(.unknownPartition) {
        try await log.commit([TopicPartition(topic, 2): .init(0)], for: "g", as: nil)
      }
    }
  }

  @Test(arguments: Implementation.allCases)
  func `who was taken for dead cannot commit`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 2)
      let offsets: [TopicPartition: CommittedOffset] = [TopicPartition(topic, 0): .init(1)]
      let a = try await log.join("g", as: GroupMember(id: "a", topics: [topic]))
      try await log.commit(offsets, for: "g", as: a)
      await expect(.unknownMember) { try await log.commit(offsets, for: "g", as: nil) }
      _ = try await log.join("g", as: GroupMember(id: "b", topics: [topic]))
      await expect(.staleGeneration) { try await log.commit(offsets, for: "g", as: a) }
      try await log.commit(offsets, for: "g", as: log.heartbeat(a))
    }
  }

  @Test(arguments: Implementation.allCases)
  func `groups are listed, described with their lag, and removed`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 2)
      _ = try await log.append((0..<6).map { Record(partition: $0 % 2, value: "v") }, to: topic)
      let member = GroupMember(id: "a", clientID: "client", topics: [topic], strategy: .roundRobin)
      let membership = try await log.join("g", as: member)
      try await log.commit([TopicPartition(topic, 1): .init(2)], for: "g", as: membership)
      try await log.commit([TopicPartition(topic, 0): .init(1)], for: "other", as: nil)
      #expect(try await log.groups().map(\.name) == ["g", "other"])
      let described = try await log.describeGroup("g")
      #expect(described.strategy == .roundRobin && described.members.map(\.clientID) == ["client"])
      let lags = try await log.lags(of: "g")
      #expect(lags.map(\.lag) == [3, 1])
      #expect(lags.map(\.memberID) == ["a", "a"])
      await expect(.groupNotEmpty) { try await log.deleteGroup("g") }
      try await log.leave(membership)
      #expect(try await log.describeGroup("g").members.isEmpty)
      try await log.deleteGroup("g")
      await expect(.unknownGroup) { _ = try await log.describeGroup("g") }
      #expect(try await log.groups().map(\.name) == ["other"])
    }
  }
}
