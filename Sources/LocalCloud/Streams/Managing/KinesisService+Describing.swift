import HTTPWire
import JSONBytes

/// What is told of streams.
extension KinesisService {
  func describeStream(_ call: KinesisCall) throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    let description = stream.description
    let isCreating = description.status(at: call.now) == "CREATING"
    var shards = isCreating ? [] : description.shards(at: call.now)
    if let start = call.text("ExclusiveStartShardId") {
      guard let start = ShardID(parsing: start) else { throw .noSuchShard(start, stream.name) }
      shards = shards.filter { $0.id > start }
    }
    let limit = call.integer("Limit") ?? 100
    return KinesisAnswer.json { json in
      json.object("StreamDescription") { json in
        self.write(description, at: call.now, to: &json)
        json.array("Shards") { json in
          for shard in shards.prefix(limit) { Self.write(shard, to: &json) }
        }
        json.member("HasMoreShards", shards.count > limit)
      }
    }
  }

  func describeStreamSummary(_ call: KinesisCall) throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    let description = stream.description
    let isCreating = description.status(at: call.now) == "CREATING"
    return KinesisAnswer.json { json in
      json.object("StreamDescriptionSummary") { json in
        self.write(description, at: call.now, to: &json)
        json.member("OpenShardCount", isCreating ? 0 : stream.map.shards.count)
        json.member("ConsumerCount", description.consumers.count { !$0.isGone(at: call.now) })
        json.member("MaxRecordSizeInKiB", description.maxRecordKiB)
      }
    }
  }

  func listStreams(_ call: KinesisCall) throws(KinesisFailure) -> HTTPResponse {
    var start = call.text("ExclusiveStartStreamName")
    if let token = call.text("NextToken") {
      start = try PageToken(token, in: self, at: call.now).name
    }
    let limit = call.integer("Limit") ?? 100
    let after = storage.streams.filter { $0.name > start ?? "" }
    let page = after.prefix(limit)
    return KinesisAnswer.json { json in
      json.array("StreamNames") { json in for stream in page { json.write(stream.name) } }
      json.member("HasMoreStreams", after.count > limit)
      if after.count > limit, let last = page.last {
        let token = PageToken(kind: "streams", name: last.name, issued: call.now)
        json.member("NextToken", token.text(in: self))
      }
      json.array("StreamSummaries") { json in
        for stream in page {
          json.object { json in
            Self.write(stream.description, at: call.now, self.options.region, &json)
          }
        }
      }
    }
  }

  /// The members that every description begins with.
  private func write(_ stream: StreamDescription, at now: Int, to json: inout JSONWriter) {
    Self.write(stream, at: now, options.region, &json)
    json.member("RetentionPeriodHours", stream.retentionHours)
    json.array("EnhancedMonitoring") { json in
      json.object { json in json.array("ShardLevelMetrics") { _ in } }
    }
    json.member("EncryptionType", "NONE")
  }

  private static func write(
    _ stream: StreamDescription,
    at now: Int,
    _ region: String,
    _ json: inout JSONWriter
  ) {
    json.member("StreamName", stream.name)
    json.member("StreamARN", arn(of: stream.name, in: region))
    json.member("StreamStatus", stream.status(at: now))
    json.object("StreamModeDetails") { $0.member("StreamMode", stream.mode.rawValue) }
    json.member("StreamCreationTimestamp", raw: KinesisAnswer.timestamp(stream.created))
  }

  static func arn(of stream: String, in region: String) -> String {
    "arn:aws:kinesis:\(region):\(KinesisFailure.account):stream/\(stream)"
  }

  static func write(_ shard: Shard, to json: inout JSONWriter) {
    json.object { json in
      json.member("ShardId", "\(shard.id)")
      if let parent = shard.parent { json.member("ParentShardId", "\(parent)") }
      if let parent = shard.adjacentParent { json.member("AdjacentParentShardId", "\(parent)") }
      write(shard.range, to: &json)
      json.object("SequenceNumberRange") { json in
        json.member("StartingSequenceNumber", "\(shard.starting)")
        if let ending = shard.ending { json.member("EndingSequenceNumber", "\(ending)") }
      }
    }
  }

  static func write(_ range: HashKeyRange, to json: inout JSONWriter) {
    json.object("HashKeyRange") { json in
      json.member("StartingHashKey", "\(range.lower)")
      json.member("EndingHashKey", "\(range.upper)")
    }
  }
}
