import JSONBytes

extension KinesisStream {
  /// Has a shard send its records to a registered consumer, for five minutes.
  ///
  /// Whoever subscribes again within five seconds is refused; later the new subscription takes over
  /// from the old one.
  public func subscribe(
    to shard: ShardID,
    as consumer: ResourceARN,
    from position: ShardPosition
  ) async throws(KinesisError) -> ShardSubscription {
    var call = Call("SubscribeToShard", isRead: true) { json in
      json.member("ConsumerARN", consumer.rawValue)
      json.member("ShardId", shard.rawValue)
      json.object("StartingPosition") { json in
        position.write(to: &json, type: "Type", number: "SequenceNumber")
      }
    }
    call.stream = "\(reference) \(shard)"
    call.isStreamed = true
    return ShardSubscription(shard: shard, answer: try await engine.send(call))
  }
}
