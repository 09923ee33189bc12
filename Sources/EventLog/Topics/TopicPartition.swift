/// Names one partition of one topic.
public struct TopicPartition: Hashable, Sendable, CustomStringConvertible {
  /// The topic.
  public var topic: TopicName
  /// The partition's number, counted from 0.
  public var partition: Int

  /// Pairs a topic with a partition's number.
  public init(_ topic: TopicName, _ partition: Int) {
    self.topic = topic
    self.partition = partition
  }

  /// `topic a.pin partition 0`.
  public var description: String { "topic \(topic) partition \(partition)" }
}

extension TopicPartition: Comparable {
  /// Orders by topic, then by partition.
  public static func < (a: TopicPartition, b: TopicPartition) -> Bool {
    a.topic == b.topic ? a.partition < b.partition : a.topic < b.topic
  }
}
