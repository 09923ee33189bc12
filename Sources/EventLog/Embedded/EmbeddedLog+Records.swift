import Synchronization

extension EmbeddedLog {
  /// The most bytes one append can bring; the files count within a write in 32 bits.
  static let largestAppend = 1 << 30

  /// Stores records, all or none, and returns when they are as safe as the policy asks.
  public func append(
    _ records: [Record],
    to topic: TopicName,
    idempotencyKey: String?
  ) async throws(LogError) -> AppendReceipt {
    let found = try journal.state.withLock { (state) throws(LogError) in
      try state.topic(topic).appendRules
    }
    for record in records { try found.check(record) }
    guard !records.isEmpty else { return AppendReceipt(placements: []) }
    let now = LogTimestamp(options.now()).milliseconds
    let layout = AppendLayout(records)
    let timestamps = found.timestamps(of: records, at: now)
    let pending = PendingRecords(
      topic: found.id,
      name: topic,
      layout: layout,
      time: now,
      key: try idempotencyKey.map { (key) throws(LogError) in
        try IdempotencyKey(key, for: records)
      },
      encoded: EncodedAppend(records, timestamps: timestamps, topic: found.id, layout: layout)
    )
    guard pending.encoded.bytes.count <= Self.largestAppend else {
      throw LogError(
        .recordTooLarge,
        "topic \(topic)",
        detail: "\(pending.encoded.bytes.count) bytes at once, \(Self.largestAppend) are allowed"
      )
    }
    let outcome = try await write(.records(pending))
    guard outcome.isRepeat else {
      return AppendReceipt(
        placements: layout.placements(
          firstOffsets: outcome.firstOffsets,
          timestamps: timestamps
        )
      )
    }
    return AppendReceipt(
      placements: outcome.layout.placements(
        firstOffsets: outcome.firstOffsets,
        timestamps: found.timestamps(of: records, at: outcome.time)
      ),
      isRepeat: true
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
