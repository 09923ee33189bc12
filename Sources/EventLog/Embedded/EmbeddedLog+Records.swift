import Synchronization

extension EmbeddedLog {
  /// Stores records, all or none, and returns when they are as safe as the policy asks.
  public func append(
    _ records: [Record],
    to topic: TopicName,
    idempotencyKey: String?
  ) async throws(LogError) -> AppendReceipt {
    let found = try journal.state.withLock { (state) throws(LogError) in try state.topic(topic).door
    }
    for record in records { try found.check(record) }
    guard !records.isEmpty else { return AppendReceipt(placements: []) }
    let now = LogTimestamp(options.now()).milliseconds
    let layout = AppendLayout(records)
    let timestamps = { (time: Int64) in
      records.map { found.usesLogTime ? time : $0.timestamp?.milliseconds ?? time }
    }
    let outcome = try await write(
      .records(
        PendingRecords(
          topic: found.id,
          name: topic,
          layout: layout,
          time: now,
          key: idempotencyKey.map { (key) throws(LogError) in try IdempotencyKey(key, for: records)
          },
          encoded: EncodedAppend(
            records,
            timestamps: timestamps(now),
            topic: found.id,
            layout: layout
          )
        )
      )
    )
    return AppendReceipt(
      placements: outcome.layout.placements(
        firstOffsets: outcome.firstOffsets,
        timestamps: timestamps(outcome.time)
      ),
      isRepeat: outcome.isRepeat
    )
  }

  /// The offsets a partition holds.
  public func offsets(of partition: TopicPartition) async throws(LogError) -> Range<Int> {
    try journal.state.withLock { (state) throws(LogError) in
      try state.partition(partition).available
    }
  }

  /// Forgets the records before an offset.
  public func trim(_ partition: TopicPartition, before offset: Int) async throws(LogError) {
    try await change { (state) throws(LogError) in
      let id = try state.id(of: partition)
      let available = try state.partition(partition).available
      guard offset <= available.upperBound else {
        throw LogError(
          .offsetOutOfRange,
          "\(partition)",
          detail: "\(offset) is outside \(available)",
          range: available
        )
      }
      guard offset > available.lowerBound else { return [] }
      return [.bounds(id, start: offset, end: available.upperBound)]
    }
  }
}
