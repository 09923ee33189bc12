import EventLog
import Testing

@Suite struct TopicsConformance {
  @Test(arguments: Implementation.allCases)
  func `topics are made, listed by name, described and removed`(on: Implementation) async throws {
    try await on.withLog { log in
      let a = try TopicName("a.pin")
      let made = try await log.createTopic(a, TopicSettings(partitions: 3))
      #expect(made == TopicDescription(name: a, partitions: 3, configs: [:]))
      let b = try TopicName("B")
      _ = try await log.createTopic(b, TopicSettings(configs: ["retention.ms": "1000"]))
      #expect(try await log.topics().map(\.name) == [b, a])
      #expect(try await log.describeTopic(b).configs == ["retention.ms": "1000"])
      try await log.deleteTopic(a)
      #expect(try await log.topics().map(\.name) == [b])
      await expect(.unknownTopic) { _ = try await log.describeTopic(a) }
      await expect(.unknownTopic) { try await log.deleteTopic(a) }
    }
  }

  @Test(arguments: Implementation.allCases)
  func `a name is taken once`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      await expect(.topicExists) { _ = try await log.createTopic(topic, TopicSettings()) }
    }
  }

  @Test(arguments: Implementation.allCases)
  func `what cannot be is refused by name`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try TopicName("t")
      let cases: [(TopicSettings, LogError.Code)] = [
        (TopicSettings(partitions: 0), .invalidPartitions),
        (TopicSettings(partitions: 10_001), .invalidPartitions),
        (TopicSettings(configs: ["no.such": "1"]), .invalidConfiguration),
        (TopicSettings(configs: ["retention.ms": "soon"]), .invalidConfiguration),
        (TopicSettings(configs: ["cleanup.policy": "compact"]), .invalidConfiguration),
      ]
      for (settings, code) in cases {
        await expect(code) { _ = try await log.createTopic(topic, settings) }
      }
      #expect(try await log.topics().isEmpty)
    }
  }

  @Test(arguments: Implementation.allCases)
  func `partitions grow and settings change`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic(
        "t",
        configs: ["retention.ms": "1", "max.message.bytes": "9"]
      )
      let change = TopicChange(
        partitions: 2,
        configs: ["retention.ms": nil, "retention.bytes": "7"]
      )
      let changed = try await log.changeTopic(topic, change)
      #expect(changed.partitions == 2)
      #expect(changed.configs == ["max.message.bytes": "9", "retention.bytes": "7"])
      #expect(try await log.offsets(of: TopicPartition(topic, 1)) == 0..<0)
      await expect(.invalidPartitions) {
        _ = try await log.changeTopic(topic, TopicChange(partitions: 2))
      }
      await expect(.invalidConfiguration) {
        _ = try await log.changeTopic(topic, TopicChange(configs: ["x": "y"]))
      }
    }
  }

  @Test(arguments: Implementation.allCases)
  func `a topic made again starts anew`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      _ = try await log.append([Record(value: "old")], to: topic)
      try await log.commit([TopicPartition(topic, 0): .init(1)], for: "g", as: nil)
      try await log.deleteTopic(topic)
      _ = try await log.makeTopic("t")
      #expect(try await log.offsets(of: TopicPartition(topic, 0)) == 0..<0)
      #expect(try await log.committedOffsets(of: "g").isEmpty)
      #expect(try await log.texts(TopicPartition(topic, 0)).isEmpty)
    }
  }
}
