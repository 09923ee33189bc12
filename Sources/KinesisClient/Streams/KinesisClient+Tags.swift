import HTTPWire
import JSONBytes

// The newer calls, which know registered consumers as well as streams.
extension KinesisClient {
  /// The notes of a stream or of a registered consumer.
  public func tags(of resource: ResourceARN) async throws(KinesisError) -> [String: String] {
    let call = Call("ListTagsForResource", isRead: true) { json in
      json.member("ResourceARN", resource.rawValue)
    }
    let page = try await engine.send(call).read { json throws(JSONError) in
      try TagsPage(from: &json)
    }
    return Dictionary(page.tags.map { ($0.name, $0.value) }) { $1 }
  }

  /// Adds notes to a stream or to a registered consumer.
  public func addTags(
    _ tags: [String: String],
    to resource: ResourceARN
  ) async throws(KinesisError) {
    let call = Call("TagResource") { json in
      json.member("ResourceARN", resource.rawValue)
      KinesisStream.write(tags, to: &json)
    }
    _ = try await engine.send(call)
  }

  /// Takes notes away from a stream or from a registered consumer.
  public func removeTags(
    _ names: [String],
    from resource: ResourceARN
  ) async throws(KinesisError) {
    let call = Call("UntagResource") { json in
      json.member("ResourceARN", resource.rawValue)
      json.array("TagKeys") { for name in names { $0.write(name) } }
    }
    _ = try await engine.send(call)
  }
}
