import EventLog
import Testing

@Suite struct WaitingConformance {
  @Test(.timeLimit(.minutes(1)), arguments: Implementation.allCases)
  func `a waiting read wakes with the record`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let partition = TopicPartition(topic, 0)
      for round in 0..<50 {
        async let read = log.read(partition, from: round, waiting: .seconds(50))
        await Task.yield()
        _ = try await log.append([Record(value: "\(round)")], to: topic)
        #expect(try await read.records.map(\.offset) == [round])
      }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Implementation.allCases)
  func `one wait watches many partitions`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 3)
      let positions = Dictionary(
        uniqueKeysWithValues: (0..<3).map { (TopicPartition(topic, $0), 0) }
      )
      async let found = log.waitForRecords(at: positions, upTo: .seconds(50))
      await Task.yield()
      _ = try await log.append([Record(partition: 1, value: "v")], to: topic)
      #expect(try await found)
      #expect(try await log.waitForRecords(at: positions, upTo: .seconds(50)))
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Implementation.allCases)
  func `time runs out without records`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let partition = TopicPartition(topic, 0)
      #expect(try await !log.waitForRecords(at: [partition: 0], upTo: .milliseconds(5)))
      let result = try await log.read(partition, from: 0, waiting: .milliseconds(5))
      #expect(result.records.isEmpty && result.nextOffset == 0)
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Implementation.allCases)
  func `a cancelled wait ends`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let wait = Task {
        try await log.waitForRecords(at: [TopicPartition(topic, 0): 0], upTo: .seconds(50))
      }
      await Task.yield()
      wait.cancel()
      await expect(.cancelled) { _ = try await wait.value }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Implementation.allCases)
  func `waiting for what is not there is refused`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      await expect(.unknownPartition) {
        _ = try await log.waitForRecords(at: [TopicPartition(topic, 1): 0], upTo: .seconds(50))
      }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Implementation.allCases)
  func `removing a topic wakes who waits for it`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let read = Task {
        try await log.read(TopicPartition(topic, 0), from: 0, waiting: .seconds(50))
      }
      await Task.yield()
      try await log.deleteTopic(topic)
      await expect(.unknownTopic) { _ = try await read.value }
    }
  }
}
