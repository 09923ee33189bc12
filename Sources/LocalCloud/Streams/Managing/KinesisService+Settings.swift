import HTTPWire
import JSONBytes

/// How long a stream keeps records, how large they may be, and who provides for its shards.
extension KinesisService {
  private static let retentions = 24...8760

  func changeRetention(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    let hours = call.integer("RetentionPeriodHours") ?? 0
    let requested = "Requested retention period (\(hours) hours)"
    if hours < Self.retentions.lowerBound {
      throw .invalidArgument(
        "Minimum allowed retention period is 24 hours. \(requested) is too short."
      )
    }
    if hours > Self.retentions.upperBound {
      throw .invalidArgument(
        "Maximum allowed retention period is 8760 hours. \(requested) is too long."
      )
    }
    let isIncrease = call.operation == .increaseStreamRetentionPeriod
    try await storage.change(stream) { (description) throws(KinesisFailure) in
      let present = description.retentionHours
      if isIncrease, hours < present {
        throw .invalidArgument(
          "\(requested) for stream \(stream.name) can not be shorter than existing retention period "
            + "(\(present) hours). Use DecreaseRetentionPeriod API."
        )
      }
      if !isIncrease, hours > present {
        throw .invalidArgument(
          "\(requested) for stream \(stream.name) can not be longer than existing retention period "
            + "(\(present) hours). Use IncreaseRetentionPeriod API."
        )
      }
      try checkActive(description, call)
      guard hours != present else { return }
      description.retentionHours = hours
      description.transition = transition(.updating, from: call.now)
    }
    return KinesisAnswer.nothing
  }

  func updateStreamMode(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    let text = call.input["StreamModeDetails"]?["StreamMode"]?.string ?? ""
    try await storage.change(stream) { (description) throws(KinesisFailure) in
      try checkActive(description, call)
      description.mode = StreamDescription.Mode(rawValue: text) ?? description.mode
      description.transition = transition(.updating, from: call.now)
    }
    return KinesisAnswer.nothing
  }

  func updateMaxRecordSize(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    try await storage.change(stream) { (description) throws(KinesisFailure) in
      try checkActive(description, call)
      description.maxRecordKiB = call.integer("MaxRecordSizeInKiB") ?? description.maxRecordKiB
      description.transition = transition(.updating, from: call.now)
    }
    return KinesisAnswer.nothing
  }

  func describeLimits() -> HTTPResponse {
    let streams = storage.streams
    return KinesisAnswer.json { json in
      json.member("ShardLimit", Self.shardLimit)
      json.member("OpenShardCount", streams.reduce(0) { $0 + $1.map.shards.count })
      json.member("OnDemandStreamCount", streams.count { $0.description.mode == .onDemand })
      json.member("OnDemandStreamCountLimit", 50)
    }
  }
}
