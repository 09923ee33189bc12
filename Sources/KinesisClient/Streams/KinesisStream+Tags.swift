import JSONBytes

extension KinesisStream {
  /// Notes that stay with the stream.
  public func tags() async throws(KinesisError) -> [String: String] {
    var tags: [String: String] = [:]
    var last: String?
    while true {
      let call = Call("ListTagsForStream", on: reference, isRead: true) { json in
        if let last { json.member("ExclusiveStartTagKey", last) }
      }
      let page = try await engine.send(call).read { json throws(JSONError) in
        try TagsPage(from: &json)
      }
      tags.merge(page.tags.map { ($0.name, $0.value) }) { $1 }
      guard page.hasMore, let next = page.tags.last?.name, next != last else { return tags }
      last = next
    }
  }

  /// Adds notes; those of the same name are replaced.
  public func addTags(_ tags: [String: String]) async throws(KinesisError) {
    _ = try await engine.send(
      Call("AddTagsToStream", on: reference) { json in Self.write(tags, to: &json) }
    )
  }

  /// Takes notes away.
  public func removeTags(_ names: [String]) async throws(KinesisError) {
    let call = Call("RemoveTagsFromStream", on: reference) { json in
      json.array("TagKeys") { for name in names { $0.write(name) } }
    }
    _ = try await engine.send(call)
  }
}

/// One answer about tags.
struct TagsPage {
  var tags: [(name: String, value: String)] = []
  var hasMore = false

  init(from json: inout JSONScanner) throws(JSONError) {
    try json.members { key, json throws(JSONError) in
      switch key {
      case "Tags":
        tags = try json.elements { json throws(JSONError) in
          var tag = (name: "", value: "")
          try json.members { key, json throws(JSONError) in
            switch key {
            case "Key": tag.name = try json.string()
            case "Value": tag.value = try json.optionalString() ?? ""
            default: try json.skipValue()
            }
          }
          return tag
        }
      case "HasMoreTags": hasMore = try json.boolean()
      default: try json.skipValue()
      }
    }
  }
}
