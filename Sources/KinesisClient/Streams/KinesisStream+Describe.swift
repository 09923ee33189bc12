import JSONBytes

extension KinesisStream {
  /// How the stream stands, without its shards.
  public func summary() async throws(KinesisError) -> StreamSummary {
    let call = Call("DescribeStreamSummary", on: reference, isRead: true)
    return try await engine.send(call).read { json throws(JSONError) in
      var summary: StreamSummary?
      try json.members { key, json throws(JSONError) in
        if key == "StreamDescriptionSummary" {
          summary = try StreamSummary(from: &json)
        } else {
          try json.skipValue()
        }
      }
      return summary
    }
  }

  /// How the stream stands, with every shard that still has records.
  public func describe() async throws(KinesisError) -> StreamDescription {
    var description: StreamDescription?
    while true {
      let start = description?.shards.last?.id
      let page = try await describe(after: start)
      let isNew = page.shards.first.map { $0.id != start } ?? false
      description = StreamDescription(
        summary: page.summary,
        shards: (description?.shards ?? []) + page.shards
      )
      // A service that does not know where to go on would keep us for ever.
      if let description, !page.hasMore || !isNew { return description }
    }
  }

  /// The shards of the stream, the closed ones included whose records are still kept.
  public func shards(_ filter: ShardFilter? = nil) -> KinesisListing<Shard> {
    KinesisListing { token throws(KinesisError) in
      // What the first question was about stands in the token, and must not be said again.
      var call = Call("ListShards", on: token == nil ? reference : nil, isRead: true) { json in
        if let token { json.member("NextToken", token.text) } else { filter?.write(to: &json) }
      }
      call.stream = reference.description
      return try await engine.send(call).read(Self.shardsPage)
    }
  }

  private struct DescriptionPage {
    var summary = StreamSummary()
    var shards: [Shard] = []
    var hasMore = false
  }

  private func describe(after shard: ShardID?) async throws(KinesisError) -> DescriptionPage {
    let call = Call("DescribeStream", on: reference, isRead: true) { json in
      if let shard { json.member("ExclusiveStartShardId", shard.rawValue) }
    }
    return try await engine.send(call).read { json throws(JSONError) in
      var page: DescriptionPage?
      try json.members { key, json throws(JSONError) in
        if key == "StreamDescription" {
          page = try Self.descriptionPage(from: &json)
        } else {
          try json.skipValue()
        }
      }
      return page
    }
  }

  private static func descriptionPage(
    from json: inout JSONScanner
  ) throws(JSONError) -> DescriptionPage {
    var page = DescriptionPage()
    try json.members { key, json throws(JSONError) in
      switch key {
      case "Shards":
        page.shards = try json.elements { json throws(JSONError) in try Shard(from: &json) }
      case "HasMoreShards": page.hasMore = try json.boolean()
      default: if try !page.summary.read(key, from: &json) { try json.skipValue() }
      }
    }
    return page
  }

  private static func shardsPage(
    from json: inout JSONScanner
  ) throws(JSONError) -> KinesisListing<Shard>.Page {
    var page: KinesisListing<Shard>.Page = ([], nil)
    try json.members { key, json throws(JSONError) in
      switch key {
      case "Shards":
        page.items = try json.elements { json throws(JSONError) in try Shard(from: &json) }
      case "NextToken": page.next = try json.optionalString().map { .init(text: $0) }
      default: try json.skipValue()
      }
    }
    return page
  }
}
