/// A partitioned log of records with topics and consumer groups: the seam between those who speak
/// Kafka or Kinesis to the outside and whatever keeps the records.
public protocol RecordLog: Sendable {
  /// Makes a topic, or says why it cannot be.
  func createTopic(
    _ topic: TopicName,
    _ settings: TopicSettings
  ) async throws(LogError) -> TopicDescription

  /// Removes a topic, its records and what groups committed for it.
  func deleteTopic(_ topic: TopicName) async throws(LogError)

  /// Adds partitions or changes settings.
  func changeTopic(
    _ topic: TopicName,
    _ change: TopicChange
  ) async throws(LogError) -> TopicDescription

  /// Every topic, by name.
  func topics() async throws(LogError) -> [TopicDescription]

  /// One topic.
  func describeTopic(_ topic: TopicName) async throws(LogError) -> TopicDescription

  /// Stores records, all or none, and returns when they are as safe as the log promises.
  ///
  /// Records given again with the same idempotency key are stored once: the second call returns the
  /// places of the first. An append once begun is carried out, even if its task is cancelled.
  func append(
    _ records: [Record],
    to topic: TopicName,
    idempotencyKey: String?
  ) async throws(LogError) -> AppendReceipt

  /// Reads what is there from an offset on, without waiting; at the end this is nothing.
  ///
  /// Where records cannot be read any more, those before them are returned; a read that starts
  /// there throws `damaged` with the range, behind which reading goes on.
  func read(
    _ partition: TopicPartition,
    from offset: Int,
    upTo limit: ReadLimit
  ) async throws(LogError) -> ReadResult

  /// Waits until one of the partitions holds a record at its offset or behind it.
  ///
  /// Returns `false` where the time ran out first.
  func waitForRecords(
    at positions: [TopicPartition: Int],
    upTo duration: Duration
  ) async throws(LogError) -> Bool

  /// The offsets a partition holds: from its earliest record to its end.
  func offsets(of partition: TopicPartition) async throws(LogError) -> Range<Int>

  /// The offset of the first record that is not older than a moment, if there is one.
  func offset(
    in partition: TopicPartition,
    at timestamp: LogTimestamp
  ) async throws(LogError) -> Int?

  /// Forgets the records before an offset.
  func trim(_ partition: TopicPartition, before offset: Int) async throws(LogError)

  /// Enters a group or changes what a member reads, and says which partitions are its own.
  func join(_ group: String, as member: GroupMember) async throws(LogError) -> GroupMembership

  /// Keeps a membership alive and says how it is now.
  func heartbeat(_ membership: GroupMembership) async throws(LogError) -> GroupMembership

  /// Gives a member's partitions to the others.
  func leave(_ membership: GroupMembership) async throws(LogError)

  /// Stores how far a group has read, as safely as records.
  ///
  /// A member commits with its membership; without one this is allowed while the group is empty.
  func commit(
    _ offsets: [TopicPartition: CommittedOffset],
    for group: String,
    as membership: GroupMembership?
  ) async throws(LogError)

  /// How far a group has read; a partition without a commit is left out.
  func committedOffsets(
    of group: String
  ) async throws(LogError) -> [TopicPartition: CommittedOffset]

  /// Every group with members or committed offsets, by name.
  func groups() async throws(LogError) -> [GroupDescription]

  /// One group.
  func describeGroup(_ group: String) async throws(LogError) -> GroupDescription

  /// Removes a group without members and what it committed.
  func deleteGroup(_ group: String) async throws(LogError)
}

extension RecordLog {
  /// Stores records, all or none, and returns when they are as safe as the log promises.
  public func append(
    _ records: [Record],
    to topic: TopicName
  ) async throws(LogError) -> AppendReceipt {
    try await append(records, to: topic, idempotencyKey: nil)
  }

  /// Reads from an offset on and, where nothing is there yet, waits for it and wakes at once.
  public func read(
    _ partition: TopicPartition,
    from offset: Int,
    upTo limit: ReadLimit = ReadLimit(),
    waiting duration: Duration
  ) async throws(LogError) -> ReadResult {
    let first = try await read(partition, from: offset, upTo: limit)
    guard first.records.isEmpty, duration > .zero else { return first }
    guard try await waitForRecords(at: [partition: offset], upTo: duration) else { return first }
    return try await read(partition, from: offset, upTo: limit)
  }

  /// How far a group is behind, a line for each partition it committed or was assigned.
  public func lags(of group: String) async throws(LogError) -> [PartitionLag] {
    let description = try await describeGroup(group)
    let committed = try await committedOffsets(of: group)
    let owners = Dictionary(
      description.members.flatMap { member in member.assignment.map { ($0, member.id) } },
      uniquingKeysWith: { first, _ in first }
    )
    var lags: [PartitionLag] = []
    for partition in Set(committed.keys).union(owners.keys).sorted() {
      let available = try await offsets(of: partition)
      lags.append(
        PartitionLag(
          partition: partition,
          memberID: owners[partition],
          committed: committed[partition]?.offset,
          available: available
        )
      )
    }
    return lags
  }
}
