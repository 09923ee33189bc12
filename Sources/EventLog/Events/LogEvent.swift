/// A change of what the log knows beside its records, as it stands in the files.
enum LogEvent: Equatable {
  /// A topic was made or changed.
  case topic(id: UInt32, name: TopicName, settings: TopicSettings)
  /// A topic was removed.
  case topicRemoved(id: UInt32)
  /// The numbers of topics below this one are used up.
  case nextTopicID(UInt32)
  /// A partition begins at one offset and has given away all below the other.
  case bounds(PartitionID, start: Int, end: Int)
  /// A group has read so far.
  case committed(group: String, offsets: [TopicPartition: CommittedOffset])
  /// A group was removed.
  case groupRemoved(String)
  /// An append with an idempotency key was stored.
  case stored(StoredAppend)
}
