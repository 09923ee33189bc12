/// What of the records handed out is processed, and what of that is not committed yet.
struct ConsumerProgress {
  typealias Item = RecordsReply.Item

  /// Offsets processed since the last commit.
  private var uncommitted: [TopicPartition: Range<Int64>] = [:]
  /// Offsets processed, but not committed, when the consumer was lost: they will come again.
  private var returning: [TopicPartition: Range<Int64>] = [:]
  /// The record handed out last, which is being worked on.
  private var current: (partition: TopicPartition, offset: Int64)?

  /// The places to commit.
  var due: [PartitionOffset] {
    uncommitted.map { PartitionOffset($0.key, next: $0.value.upperBound) }
      .sorted {
        ($0.partition.topic.text, $0.partition.partition) < (
          $1.partition.topic.text, $1.partition.partition
        )
      }
  }

  /// Notes that a record is handed out.
  mutating func handedOut(_ record: Item) {
    current = (record.partition, record.offset)
  }

  /// Notes that the record handed out last is processed.
  mutating func settle() {
    guard let (partition, offset) = current else { return }
    current = nil
    let known = uncommitted[partition]
    // After a seek backwards the offsets begin anew.
    let first = known.map { $0.upperBound <= offset ? $0.lowerBound : offset } ?? offset
    uncommitted[partition] = first..<offset + 1
  }

  /// Notes that the record handed out last was not processed after all.
  mutating func abandon() { current = nil }

  /// Notes that places are committed; what was processed meanwhile stays due.
  mutating func committed(_ places: [PartitionOffset]) {
    for place in places {
      guard let range = uncommitted[place.partition] else { continue }
      uncommitted[place.partition] =
        range.upperBound > place.next ? place.next..<range.upperBound : nil
    }
  }

  /// Notes that the consumer is lost, and with it its place beyond the last commit.
  mutating func lostConsumer() { returning = uncommitted }

  /// Leaves out the records that were processed before the consumer was lost.
  ///
  /// Without this a closure that works longer on one answer than a consumer lives would get the
  /// same records for ever.
  mutating func admit(_ records: [Item]) -> [Item] {
    if returning.isEmpty { return records }
    return records.filter { record in
      guard let range = returning[record.partition] else { return true }
      if range.contains(record.offset) { return false }
      if record.offset >= range.upperBound { returning[record.partition] = nil }
      return true
    }
  }
}
