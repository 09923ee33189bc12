import Synchronization

extension EmbeddedLog {
  /// Stores records, all or none.
  public func append(
    _ records: [Record],
    to topic: TopicName,
    idempotencyKey: String?
  ) async throws(LogError) -> AppendReceipt {
    let now = LogTimestamp(options.now())
    return try state.withLock { (state) throws(LogError) in
      try state.check(records, for: topic)
      if let idempotencyKey, let known = state.receipts[idempotencyKey] {
        guard known.topic == topic, known.values == records.map(\.value) else {
          throw LogError(.keyReused, "topic \(topic)", detail: "key \(idempotencyKey)")
        }
        return AppendReceipt(placements: known.receipt.placements, isRepeat: true)
      }
      let usesLogTime =
        try state.topic(topic)
        .settings.configs["message.timestamp.type"] == "LogAppendTime"
      let placements = records.map { record in
        state.store(record, in: topic, at: usesLogTime ? now : record.timestamp ?? now)
      }
      let receipt = AppendReceipt(placements: placements)
      if let idempotencyKey {
        state.receipts[idempotencyKey] = (topic, records.map(\.value), receipt)
      }
      for partition in Set(records.map(\.partition)) {
        state.waiters.wake(TopicPartition(topic, partition))
      }
      return receipt
    }
  }

  /// Reads what is there from an offset on.
  public func read(
    _ partition: TopicPartition,
    from offset: Int,
    upTo limit: ReadLimit
  ) async throws(LogError) -> ReadResult {
    let found = try state.withLock { (state) throws(LogError) in try state.partition(partition) }
    guard (found.start...found.available.upperBound).contains(offset) else {
      throw LogError(
        .offsetOutOfRange,
        "\(partition)",
        detail: "\(offset) is outside \(found.available)",
        range: found.available
      )
    }
    var records: [StoredRecord] = []
    var bytes = 0
    for record in found.records[(offset - found.start)...] {
      bytes += record.size
      guard records.isEmpty || bytes <= limit.bytes, records.count < limit.records else { break }
      records.append(record)
    }
    return ReadResult(
      records: records,
      nextOffset: offset + records.count,
      available: found.available
    )
  }

  /// The offsets a partition holds.
  public func offsets(of partition: TopicPartition) async throws(LogError) -> Range<Int> {
    try state.withLock { (state) throws(LogError) in try state.partition(partition).available }
  }

  /// The offset of the first record that is not older than a moment.
  public func offset(
    in partition: TopicPartition,
    at timestamp: LogTimestamp
  ) async throws(LogError) -> Int? {
    try state.withLock { (state) throws(LogError) in
      try state.partition(partition).records.first { $0.timestamp >= timestamp }?.offset
    }
  }

  /// Forgets the records before an offset.
  public func trim(_ partition: TopicPartition, before offset: Int) async throws(LogError) {
    try state.withLock { (state) throws(LogError) in
      let available = try state.partition(partition).available
      guard offset <= available.upperBound else {
        throw LogError(.offsetOutOfRange, "\(partition)", range: available)
      }
      guard offset > available.lowerBound else { return }
      state.topics[partition.topic]?.partitions[partition.partition].records
        .removeFirst(offset - available.lowerBound)
      state.topics[partition.topic]?.partitions[partition.partition].start = offset
    }
  }
}

extension LogState {
  fileprivate func check(_ records: [Record], for name: TopicName) throws(LogError) {
    let topic = try topic(name)
    let most = topic.settings.configs["max.message.bytes"].flatMap { Int($0) } ?? 1_048_588
    for record in records {
      _ = try partition(TopicPartition(name, record.partition))
      let size = (record.key?.count ?? 0) + (record.value?.count ?? 0)
      guard size <= most else {
        throw LogError(
          .recordTooLarge,
          "topic \(name)",
          detail: "\(size) bytes, \(most) are allowed"
        )
      }
    }
  }

  fileprivate mutating func store(
    _ record: Record,
    in topic: TopicName,
    at timestamp: LogTimestamp
  ) -> AppendReceipt.Placement {
    let offset = topics[topic]?.partitions[record.partition].available.upperBound ?? 0
    let stored = StoredRecord(
      offset: offset,
      timestamp: timestamp,
      key: record.key,
      value: record.value,
      headers: record.headers
    )
    topics[topic]?.partitions[record.partition].records.append(stored)
    return .init(partition: record.partition, offset: offset, timestamp: timestamp)
  }
}
