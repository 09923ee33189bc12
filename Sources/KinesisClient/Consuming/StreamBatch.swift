/// Records that came together, and where to go on behind them.
public struct StreamBatch: Sendable {
  /// The records: those of a shard in their order.
  public let records: [KinesisRecord]
  /// How far the stream was read with them.
  public let checkpoint: StreamCheckpoint
  /// How far behind its newest record each shard was when it was read last.
  public let lags: [ShardID: Duration]
}
