/// How the partitions of a group's topics are shared among its members.
public enum AssignmentStrategy: String, Sendable, Hashable {
  /// Topic by topic, each member takes neighbouring partitions; the first ones may get one more.
  case range
  /// All partitions of all topics are dealt out one by one.
  case roundRobin = "roundrobin"

  /// Shares out partitions: `members` are who wants which topics, `partitions` how many a topic has.
  func assign(
    _ members: [String: Set<TopicName>],
    partitions: [TopicName: Int]
  ) -> [String: [TopicPartition]] {
    let ids = members.keys.sorted()
    var shares: [String: [TopicPartition]] = [:]
    let topics = members.values.reduce(into: Set<TopicName>()) { $0.formUnion($1) }.sorted()
    switch self {
    case .range:
      for topic in topics {
        let readers = ids.filter { members[$0]?.contains(topic) == true }
        Self.shareRange(topic, partitions[topic] ?? 0, among: readers, into: &shares)
      }
    case .roundRobin:
      let all = topics.flatMap { topic in
        (0..<(partitions[topic] ?? 0)).map { TopicPartition(topic, $0) }
      }
      Self.deal(all, to: ids, wanting: members, into: &shares)
    }
    return shares
  }

  private static func shareRange(
    _ topic: TopicName,
    _ count: Int,
    among readers: [String],
    into shares: inout [String: [TopicPartition]]
  ) {
    let (each, extra) = count.quotientAndRemainder(dividingBy: readers.count)
    var next = 0
    for (index, reader) in readers.enumerated() {
      let end = next + each + (index < extra ? 1 : 0)
      shares[reader, default: []] += (next..<end).map { TopicPartition(topic, $0) }
      next = end
    }
  }

  private static func deal(
    _ partitions: [TopicPartition],
    to ids: [String],
    wanting members: [String: Set<TopicName>],
    into shares: inout [String: [TopicPartition]]
  ) {
    var turn = 0
    for partition in partitions {
      while members[ids[turn % ids.count]]?.contains(partition.topic) != true { turn += 1 }
      shares[ids[turn % ids.count], default: []].append(partition)
      turn += 1
    }
  }
}
