import EventLog
import Testing

@Suite struct IdempotencyConformance {
  @Test(arguments: Implementation.allCases)
  func `the same key stores once and tells the same places`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 2)
      let records = [1, 0, 1, 1].map { Record(partition: $0, value: "v\($0)") }
      let first = try await log.append(records, to: topic, idempotencyKey: "key")
      _ = try await log.append([Record(value: "between")], to: topic)
      let second = try await log.append(records, to: topic, idempotencyKey: "key")
      #expect(!first.isRepeat && second.isRepeat)
      #expect(first.placements == second.placements)
      #expect(try await log.offsets(of: TopicPartition(topic, 0)) == 0..<2)
      #expect(try await log.offsets(of: TopicPartition(topic, 1)) == 0..<3)
    }
  }

  @Test(arguments: Implementation.allCases)
  func `a retry may be partitioned differently`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 2)
      let first = try await log.append(
        [Record(partition: 0, value: "v")],
        to: topic,
        idempotencyKey: "key"
      )
      let second = try await log.append(
        [Record(partition: 1, value: "v")],
        to: topic,
        idempotencyKey: "key"
      )
      #expect(second.isRepeat && second.placements == first.placements)
    }
  }

  @Test(arguments: Implementation.allCases)
  func `a key with other records is refused`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let other = try await log.makeTopic("other")
      _ = try await log.append([Record(value: "v")], to: topic, idempotencyKey: "key")
      for records in [[Record(value: "w")], [Record(value: "v"), Record(value: "v")]] {
        await expect(.keyReused) {
          _ = try await log.append(records, to: topic, idempotencyKey: "key")
        }
      }
      await expect(.keyReused) {
        _ = try await log.append([Record(value: "v")], to: other, idempotencyKey: "key")
      }
      #expect(try await log.offsets(of: TopicPartition(topic, 0)) == 0..<1)
    }
  }

  @Test(arguments: Implementation.allCases)
  func `many at once with one key store once`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let receipts = try await withThrowingTaskGroup(of: AppendReceipt.self) { group in
        for _ in 0..<20 {
          group.addTask {
            try await log.append([Record(value: "v")], to: topic, idempotencyKey: "key")
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(receipts.filter { !$0.isRepeat }.count == 1)
      #expect(Set(receipts.map(\.placements)).count == 1)
      #expect(try await log.offsets(of: TopicPartition(topic, 0)) == 0..<1)
    }
  }
}
