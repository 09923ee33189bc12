import HTTPWire
import JSONBytes

/// Changing how many shards a stream has.
extension KinesisService {
  private static let mostUpdatesADay = 10

  func splitShard(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    let text = call.required("ShardToSplit")
    let keyText = call.required("NewStartingHashKey")
    try await storage.change(stream) { (description) throws(KinesisFailure) in
      let shard = try changeable(text, of: description, call)
      try checkShardLimit(adding: 1)
      let range = shard.range
      guard let key = UInt128(keyText), range.upper - range.lower > 1, key > range.lower + 1,
        key < range.upper
      else {
        throw .invalidArgument(
          "NewStartingHashKey \(keyText) used in SplitShard() on shard \(shard.id) in stream "
            + "\(stream.name) under account \(KinesisFailure.account) is not both greater than one "
            + "plus the shard's StartingHashKey \(range.lower) and less than the shard's "
            + "EndingHashKey \(range.upper)."
        )
      }
      try checkCanReshard(description, call)
      description.split(shard.id, at: key, now: call.now)
      try finish(&description, call)
    }
    return KinesisAnswer.nothing
  }

  func mergeShards(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    let texts = (call.required("ShardToMerge"), call.required("AdjacentShardToMerge"))
    try await storage.change(stream) { (description) throws(KinesisFailure) in
      let first = try changeable(texts.0, of: description, call)
      let second = try changeable(texts.1, of: description, call)
      guard
        first.range.isFollowed(by: second.range) || second.range.isFollowed(by: first.range)
      else {
        throw .invalidArgument(
          "Shards \(first.id) and \(second.id) in stream \(stream.name) under account "
            + "\(KinesisFailure.account) are not an adjacent pair of shards eligible for merging"
        )
      }
      try checkCanReshard(description, call)
      description.merge(first.id, second.id, now: call.now)
      try finish(&description, call)
    }
    return KinesisAnswer.nothing
  }

  func updateShardCount(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    let target = call.integer("TargetShardCount") ?? 1
    let present = stream.map.shards.count
    try await storage.change(stream) { (description) throws(KinesisFailure) in
      try checkCanReshard(description, call)
      try checkTarget(target, present: ShardMap(description.shards).shards.count)
      try checkShardLimit(adding: max(0, target - present))
      description.countUpdates.removeAll { $0 <= call.now - 86_400_000 }
      guard description.countUpdates.count < Self.mostUpdatesADay else {
        throw .limitExceeded(
          "Stream \(stream.name) under account \(KinesisFailure.account) has been updated "
            + "\(Self.mostUpdatesADay) times in the last 24 hours, which is the most."
        )
      }
      description.countUpdates.append(call.now)
      description.scale(to: target, now: call.now)
      try finish(&description, call)
    }
    return KinesisAnswer.json { json in
      json.member("StreamName", stream.name)
      json.member("CurrentShardCount", present)
      json.member("TargetShardCount", target)
      json.member("StreamARN", Self.arn(of: stream.name, in: self.options.region))
    }
  }

  private func checkTarget(_ target: Int, present: Int) throws(KinesisFailure) {
    let counts = "Current open shard count: \(present), Target shard count: \(target)"
    if target > StreamDescription.mostShards {
      throw .limitExceeded(
        "Target shard count or number of open shards cannot be greater than "
          + "\(StreamDescription.mostShards). \(counts)"
      )
    }
    if target > 2 * present {
      throw .limitExceeded(
        "UpdateShardCount cannot scale up over double your current open shard count. \(counts)"
      )
    }
    if 2 * target < present {
      throw .limitExceeded(
        "UpdateShardCount cannot scale down below half your current open shard count. \(counts)"
      )
    }
  }

  /// The shard of a name, which must be open to be changed.
  private func changeable(
    _ text: String,
    of stream: StreamDescription,
    _ call: KinesisCall
  ) throws(KinesisFailure) -> Shard {
    guard let id = ShardID(parsing: text) else { throw .noSuchShard(text, stream.name) }
    guard let shard = stream.shards(at: call.now).first(where: { $0.id == id }) else {
      throw .noSuchShard(id, stream.name)
    }
    guard shard.isOpen else {
      throw .invalidArgument(
        "Shard \(id) in stream \(stream.name) under account \(KinesisFailure.account) has already "
          + "been merged or split, and thus is not eligible for merging or splitting."
      )
    }
    return shard
  }

  private func checkCanReshard(
    _ stream: StreamDescription,
    _ call: KinesisCall
  ) throws(KinesisFailure) {
    guard stream.mode == .provisioned else { throw .onDemand(stream.name) }
    try checkActive(stream, call)
  }

  func checkActive(_ stream: StreamDescription, _ call: KinesisCall) throws(KinesisFailure) {
    let status = stream.status(at: call.now)
    guard status == "ACTIVE" else { throw .notActive(stream.name, status) }
  }

  /// Lets the change take its time, and refuses it where the stream has had too many shards.
  private func finish(
    _ stream: inout StreamDescription,
    _ call: KinesisCall
  ) throws(KinesisFailure) {
    guard stream.shards.count <= StreamDescription.mostShards else {
      throw .limitExceeded(
        "Stream \(stream.name) under account \(KinesisFailure.account) would have had more than "
          + "\(StreamDescription.mostShards) shards, which this cloud does not keep apart."
      )
    }
    stream.transition = transition(.updating, from: call.now)
  }
}

extension KinesisFailure {
  static func onDemand(_ stream: String) -> KinesisFailure {
    validation(
      "Request is invalid. Stream \(stream) under account \(account) is in On-Demand mode."
    )
  }
}
