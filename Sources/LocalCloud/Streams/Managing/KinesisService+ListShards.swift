import HTTPWire
import JSONBytes

/// Listing shards, filtered and page by page.
extension KinesisService {
  func listShards(_ call: KinesisCall) throws(KinesisFailure) -> HTTPResponse {
    let names = call.input["StreamName"] ?? call.input["StreamARN"]
    guard let token = call.text("NextToken") else {
      guard names != nil else {
        throw .invalidArgument("Either NextToken or StreamName should be provided.")
      }
      let filter = try ShardFilter(call)
      return try listShards(
        of: stream(of: call),
        filter,
        after: call.text("ExclusiveStartShardId"),
        call
      )
    }
    guard names == nil else {
      throw .invalidArgument("NextToken and StreamName cannot be provided together.")
    }
    let page = try PageToken(token, kind: "shards", in: self, at: call.now)
    guard page.question.count == 2, let filter = ShardFilter(page.question[1]) else {
      throw .invalidArgument("NextToken is invalid.")
    }
    let stream = UInt64(page.question[0]).flatMap { storage.stream(id: $0) }
    guard let stream else { throw .notFound("The stream of this NextToken is no longer there.") }
    return try listShards(of: stream, filter, after: page.name, call)
  }

  private func listShards(
    of stream: Stream,
    _ filter: ShardFilter,
    after start: String?,
    _ call: KinesisCall
  ) throws(KinesisFailure) -> HTTPResponse {
    let description = stream.description
    let isCreating = description.status(at: call.now) == "CREATING"
    var shards = isCreating ? [] : description.shards(at: call.now)
    shards = try filter.apply(to: shards, of: description, at: call.now)
    if let start {
      guard let start = ShardID(parsing: start) else { throw .noSuchShard(start, stream.name) }
      shards = shards.filter { $0.id > start }
    }
    let limit = call.integer("MaxResults") ?? 1_000
    return KinesisAnswer.json { json in
      json.array("Shards") { json in
        for shard in shards.prefix(limit) { Self.write(shard, to: &json) }
      }
      guard shards.count > limit, let last = shards.prefix(limit).last else { return }
      let token = PageToken(
        kind: "shards",
        name: "\(last.id)",
        question: ["\(stream.id)", filter.text],
        issued: call.now
      )
      json.member("NextToken", token.text(in: self))
    }
  }
}
