/// One partition of one topic.
public struct TopicPartition: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The topic.
  public var topic: TopicName
  /// The number of the partition, from 0.
  public var partition: Int

  /// Names a partition.
  public init(_ topic: TopicName, _ partition: Int) {
    self.topic = topic
    self.partition = partition
  }

  /// `topic-partition`, as Kafka's own logs write it.
  public var description: String { "\(topic)-\(partition)" }
}

/// A place in a partition: the offset of the record that is read next.
///
/// Proxies disagree about what an offset in a commit means (the last record done or the next one
/// to do); this type always means the next one, and the dialect translates.
public struct PartitionOffset: Hashable, Sendable {
  /// Where.
  public var partition: TopicPartition
  /// The offset of the record that is read next.
  public var next: Int64
  /// A note kept beside a committed offset.
  public var metadata: String?

  /// Names a place in a partition.
  public init(_ partition: TopicPartition, next: Int64, metadata: String? = nil) {
    self.partition = partition
    self.next = next
    self.metadata = metadata
  }
}
