import HTTPWire
import JSONBytes

extension KinesisClient {
  /// The streams of the account in this region, in the order of their names.
  public func streams() -> KinesisListing<StreamSummary> {
    KinesisListing { [engine] token throws(KinesisError) in
      let call = Call("ListStreams", isRead: true) { json in
        if let token { json.member("ExclusiveStartStreamName", token.text) }
      }
      let page = try await engine.send(call).read { json throws(JSONError) in
        try StreamsPage(from: &json)
      }
      return (page.streams, page.hasMore ? page.names.last.map { .init(text: $0) } : nil)
    }
  }

  /// How many shards and streams the account has here, and may have.
  public func limits() async throws(KinesisError) -> AccountLimits {
    try await engine.send(Call("DescribeLimits", isRead: true)).read { json throws(JSONError) in
      try AccountLimits(from: &json)
    }
  }
}

/// One answer to `ListStreams`.
private struct StreamsPage {
  var names: [String] = []
  var hasMore = false
  private var summaries: [StreamSummary] = []

  init(from json: inout JSONScanner) throws(JSONError) {
    try json.members { key, json throws(JSONError) in
      switch key {
      case "StreamNames": names = try json.elements { json throws(JSONError) in try json.string() }
      case "HasMoreStreams": hasMore = try json.boolean()
      case "StreamSummaries":
        summaries = try json.elements { json throws(JSONError) in
          try StreamSummary(from: &json)
        }
      default: try json.skipValue()
      }
    }
  }

  /// The names decide: services of others send no summaries, or those of all streams.
  var streams: [StreamSummary] {
    let known = Dictionary(summaries.map { ($0.name.text, $0) }) { first, _ in first }
    return names.map { name in
      if let summary = known[name] { return summary }
      var summary = StreamSummary()
      summary.name = StreamName(fromService: name)
      return summary
    }
  }
}
