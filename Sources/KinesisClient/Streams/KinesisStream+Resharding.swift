import JSONBytes

extension KinesisStream {
  /// Splits a shard in two; the second one begins with `hashKey`, by default in the middle.
  public func split(
    _ shard: Shard,
    at hashKey: UInt128? = nil
  ) async throws(KinesisError) {
    let keys = shard.hashKeys
    let middle = keys.lowerBound + (keys.upperBound - keys.lowerBound) / 2 + 1
    let call = Call("SplitShard", on: reference) { json in
      json.member("ShardToSplit", shard.id.rawValue)
      json.member("NewStartingHashKey", String(hashKey ?? middle))
    }
    _ = try await engine.send(call)
  }

  /// Makes one shard of two whose ranges touch.
  public func merge(_ shard: ShardID, with neighbour: ShardID) async throws(KinesisError) {
    let call = Call("MergeShards", on: reference) { json in
      json.member("ShardToMerge", shard.rawValue)
      json.member("AdjacentShardToMerge", neighbour.rawValue)
    }
    _ = try await engine.send(call)
  }

  /// Splits and merges until there are so many shards of equal width.
  public func setShardCount(_ count: Int) async throws(KinesisError) {
    let call = Call("UpdateShardCount", on: reference) { json in
      json.member("TargetShardCount", count)
      json.member("ScalingType", "UNIFORM_SCALING")
    }
    _ = try await engine.send(call)
  }

  /// Leaves the number of shards to Kinesis, or takes it back.
  public func setMode(_ mode: StreamMode) async throws(KinesisError) {
    let arn = try await arn()
    let call = Call("UpdateStreamMode", on: .arn(arn)) { json in
      Self.write(mode, to: &json)
    }
    _ = try await engine.send(call)
  }

  /// Keeps records longer: 24 to 8760 hours.
  public func increaseRetention(toHours hours: Int) async throws(KinesisError) {
    let call = Call("IncreaseStreamRetentionPeriod", on: reference) { json in
      json.member("RetentionPeriodHours", hours)
    }
    _ = try await engine.send(call)
  }

  /// Keeps records less long; what is older is gone at once.
  public func decreaseRetention(toHours hours: Int) async throws(KinesisError) {
    let call = Call("DecreaseStreamRetentionPeriod", on: reference) { json in
      json.member("RetentionPeriodHours", hours)
    }
    _ = try await engine.send(call)
  }

  /// The full name, which is asked for where only the short one is known.
  func arn() async throws(KinesisError) -> ResourceARN {
    switch reference {
    case .arn(let arn): arn
    case .name: try await summary().arn
    }
  }
}
