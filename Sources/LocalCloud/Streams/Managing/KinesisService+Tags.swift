import HTTPWire
import JSONBytes

/// Tags of streams and of their consumers.
extension KinesisService {
  func addTags(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let new = try tags(call)
    try await changeTags(call) { (tags, what) throws(KinesisFailure) in
      tags.merge(new) { $1 }
      guard tags.count <= TagRules.most else {
        throw .invalidArgument(
          "Failed to add tags to \(what) under account \(KinesisFailure.account) because a given "
            + "stream cannot have more than \(TagRules.most) tags associated with it."
        )
      }
    }
    return KinesisAnswer.nothing
  }

  func removeTags(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let keys = (call.input["TagKeys"]?.array ?? []).compactMap(\.string)
    try TagRules.check(keys: keys)
    try await changeTags(call) { (tags, _) in for key in keys { tags[key] = nil } }
    return KinesisAnswer.nothing
  }

  func listTags(_ call: KinesisCall) throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    var tags = stream.description.tags
    if let consumer = try consumer(namedBy: call, of: stream) { tags = consumer.tags }
    let start = call.text("ExclusiveStartTagKey") ?? ""
    let sorted = tags.sorted { $0.key < $1.key }.filter { $0.key > start }
    let limit = call.integer("Limit") ?? TagRules.most
    return KinesisAnswer.json { json in
      json.array("Tags") { json in
        for tag in sorted.prefix(limit) {
          json.object { json in
            json.member("Key", tag.key)
            json.member("Value", tag.value)
          }
        }
      }
      if call.operation == .listTagsForStream {
        json.member("HasMoreTags", sorted.count > limit)
      }
    }
  }

  private func changeTags(
    _ call: KinesisCall,
    _ change: (inout [String: String], _ what: String) throws(KinesisFailure) -> Void
  ) async throws(KinesisFailure) {
    let stream = try stream(of: call)
    let consumer = try consumer(namedBy: call, of: stream)
    try await storage.change(stream) { (description) throws(KinesisFailure) in
      guard let consumer else {
        return try change(&description.tags, "stream \(stream.name)")
      }
      let place = description.consumers.firstIndex { $0.name == consumer.name }
      guard let place else { throw .consumerNotFound(consumer.name) }
      try change(&description.consumers[place].tags, "consumer \(consumer.name)")
    }
  }

  /// The consumer that a resource's ARN names, if it names one at all.
  private func consumer(
    namedBy call: KinesisCall,
    of stream: Stream
  ) throws(KinesisFailure) -> StreamConsumer? {
    guard let arn = call.text("ResourceARN"), let name = ConsumerARN(arn) else { return nil }
    return try consumer(name, of: stream, at: call.now)
  }
}
