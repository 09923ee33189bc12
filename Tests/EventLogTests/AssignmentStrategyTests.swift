import Testing

@testable import EventLog

/// The worked examples of the Java client's RangeAssignor and RoundRobinAssignor.
@Suite struct AssignmentStrategyTests {
  @Test func `range gives neighbours of each topic, the first members one more`() throws {
    let topics = try topicSizes(["t0": 3, "t1": 3])
    let shares = AssignmentStrategy.range.assign(
      ["c0": Set(topics.keys), "c1": Set(topics.keys)],
      partitions: topics
    )
    #expect(words(shares["c0"]) == ["t0-0", "t0-1", "t1-0", "t1-1"])
    #expect(words(shares["c1"]) == ["t0-2", "t1-2"])
  }

  @Test func `round robin deals all partitions out one by one`() throws {
    let topics = try topicSizes(["t0": 3, "t1": 3])
    let shares = AssignmentStrategy.roundRobin.assign(
      ["c0": Set(topics.keys), "c1": Set(topics.keys)],
      partitions: topics
    )
    #expect(words(shares["c0"]) == ["t0-0", "t0-2", "t1-1"])
    #expect(words(shares["c1"]) == ["t0-1", "t1-0", "t1-2"])
  }

  @Test func `round robin passes over who does not read a topic`() throws {
    let topics = try topicSizes(["t0": 1, "t1": 2, "t2": 3])
    let shares = AssignmentStrategy.roundRobin.assign(
      [
        "c0": [try TopicName("t0")],
        "c1": [try TopicName("t0"), try TopicName("t1")],
        "c2": Set(topics.keys),
      ],
      partitions: topics
    )
    #expect(words(shares["c0"]) == ["t0-0"])
    #expect(words(shares["c1"]) == ["t1-0"])
    #expect(words(shares["c2"]) == ["t1-1", "t2-0", "t2-1", "t2-2"])
  }

  @Test(arguments: [AssignmentStrategy.range, .roundRobin])
  func `every partition has exactly one owner`(strategy: AssignmentStrategy) throws {
    let topics = try topicSizes(["a": 7, "b": 1, "c": 4])
    for count in 1...9 {
      let members = Dictionary(
        uniqueKeysWithValues: (0..<count).map { ("m\($0)", Set(topics.keys)) }
      )
      let all = strategy.assign(members, partitions: topics).values.flatMap { $0 }
      #expect(all.count == 12 && Set(all).count == 12)
    }
  }

  @Test func `a topic that is not there yet is nobody's`() throws {
    let shares = AssignmentStrategy.range.assign(["c": [try TopicName("later")]], partitions: [:])
    #expect(shares["c"] ?? [] == [])
  }

  private func topicSizes(_ sizes: [String: Int]) throws -> [TopicName: Int] {
    Dictionary(uniqueKeysWithValues: try sizes.map { (try TopicName($0.key), $0.value) })
  }

  private func words(_ partitions: [TopicPartition]?) -> [String] {
    (partitions ?? []).map { "\($0.topic)-\($0.partition)" }
  }
}
