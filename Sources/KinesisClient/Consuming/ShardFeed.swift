import FoundationEssentials

/// What brings the records of one shard, whether they are asked for or sent.
protocol ShardFeed {
  /// What the service's clock said when the first records were asked for, to the second.
  var began: Date? { get }
  /// Waits for what comes next; perhaps no records.
  mutating func next() async throws(KinesisError) -> ShardRead
}
