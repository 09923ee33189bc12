/// How the records of an append spread over partitions, short where neighbours stay together.
struct AppendLayout: Hashable, Sendable {
  /// Neighbouring records that go to one partition.
  struct Turn: Hashable, Sendable {
    /// The place of the partition in `partitions`.
    var slot: Int
    var count: Int
  }

  /// The partitions in the order in which they first occur.
  private(set) var partitions: [Int] = []
  /// The records in order.
  private(set) var turns: [Turn] = []

  init(partitions: [Int], turns: [Turn]) {
    self.partitions = partitions
    self.turns = turns
  }

  init(_ records: [Record]) {
    var slots: [Int: Int] = [:]
    for record in records {
      if let last = turns.last, partitions[last.slot] == record.partition {
        turns[turns.count - 1].count += 1
      } else {
        let slot = slots[record.partition] ?? partitions.count
        if slot == partitions.count { partitions.append(record.partition) }
        slots[record.partition] = slot
        turns.append(Turn(slot: slot, count: 1))
      }
    }
  }

  /// The records of one partition, as ranges of their places in the append.
  func ranges(of slot: Int) -> [Range<Int>] {
    var start = 0
    var ranges: [Range<Int>] = []
    for turn in turns {
      if turn.slot == slot { ranges.append(start..<start + turn.count) }
      start += turn.count
    }
    return ranges
  }

  /// The place of each record, from the first offset each partition gave.
  func placements(
    firstOffsets: [Int],
    timestamps: [Int64]
  ) -> [AppendReceipt.Placement] {
    var next = firstOffsets
    var placements: [AppendReceipt.Placement] = []
    placements.reserveCapacity(timestamps.count)
    for turn in turns {
      for offset in next[turn.slot]..<next[turn.slot] + turn.count {
        placements.append(
          .init(
            partition: partitions[turn.slot],
            offset: offset,
            timestamp: LogTimestamp(milliseconds: timestamps[placements.count])
          )
        )
      }
      next[turn.slot] += turn.count
    }
    return placements
  }
}
