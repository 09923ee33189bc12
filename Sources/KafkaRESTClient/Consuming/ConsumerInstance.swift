import FoundationEssentials
public import HTTPWire
import JSONBytes

/// A consumer that lives in the proxy: every call of the v2 API, one by one.
///
/// It costs the proxy memory and a place in its group until it is deleted or expires.
/// ``KafkaRESTClient/withConsumer(group:reading:options:keys:values:_:)`` sees to all of that.
public struct ConsumerInstance<Transport: HTTPTransport>: Sendable {
  /// The group it reads for.
  public let group: String
  /// Its name within the group.
  public let name: String
  /// What it reads keys and values as.
  public let format: EmbeddedFormat
  /// Where it lives; every one of its calls goes there.
  public let address: HTTPEndpoint
  /// The base URL through which it was created.
  let home: HTTPEndpoint
  /// A client whose base URL is the instance.
  let client: KafkaRESTClient<Transport>

  /// Subscribes to topics or to a pattern, or takes partitions by hand.
  public func subscribe(to subscription: Subscription) async throws(KafkaRESTError) {
    switch subscription {
    case .topics(let topics):
      let body = json { $0.array("topics") { list in topics.forEach { list.write($0.text) } } }
      try await change("subscribe", .post, at: "/subscription", body)
    case .pattern(let pattern):
      try require(client.options.dialect.consumersAreFlexible, "subscribing to a pattern")
      let body = json { $0.member("topic_pattern", pattern) }
      try await change("subscribe", .post, at: "/subscription", body)
    case .partitions(let partitions):
      try require(client.options.dialect.consumersAreFlexible, "assigning partitions")
      try await change("assign", .post, at: "/assignments", json(partitions))
    }
  }

  /// Tells the topics it is subscribed to.
  public func subscription() async throws(KafkaRESTError) -> [TopicName] {
    try await fetch(Topics.self, "read subscription of", at: "/subscription").topics
  }

  /// Gives its subscription up.
  public func unsubscribe() async throws(KafkaRESTError) {
    try await change("unsubscribe", .delete, at: "/subscription", nil)
  }

  /// Tells the partitions it reads at present.
  public func assignments() async throws(KafkaRESTError) -> [TopicPartition] {
    try await fetch(Partitions.self, "read assignments of", at: "/assignments").partitions
  }

  /// Reads what there is, or waits for it as long as the proxy will; the answer may be empty.
  ///
  /// The first reads after a subscription usually bring nothing, since the group is still forming.
  /// A read whose answer is lost has moved the position all the same, so it is never repeated by
  /// itself.
  public func records(
    timeout: Duration? = nil,
    largest: Int? = nil
  ) async throws(KafkaRESTError) -> [ConsumedRecord<RawJSON, RawJSON>] {
    let milliseconds = timeout.map { "timeout=\($0.wholeMilliseconds)" }
    if largest != nil { try require(client.options.dialect.readLimitIsSafe, "a limit to a read") }
    let query = [milliseconds, largest.map { "max_bytes=\($0)" }].compactMap { $0 }
    var call = call(
      "read records of",
      at: query.isEmpty ? "/records" : "/records?" + query.joined(separator: "&"),
      accepting: format.mediaType
    )
    call.isRepeatable = false
    let answer = try await perform(call)
    do { return try RecordsReply.records(in: answer.body) } catch {
      throw call.malformed(answer, underlying: error)
    }
  }

  /// Removes it from the proxy and from its group.
  public func delete() async throws(KafkaRESTError) {
    do throws(KafkaRESTError) { try await change("delete", .delete, at: "", nil) } catch {
      // Gone is gone: it had expired, or the first of two attempts did it.
      guard error.code == .consumerNotFound else { throw error }
    }
  }
}

// MARK: - Calls

extension ConsumerInstance {
  struct Topics: Decodable { var topics: [TopicName] }
  struct Partitions: Codable { var partitions: [TopicPartition] }

  /// The name by which messages call it.
  var title: String { "\(group)/\(name)" }

  func call(
    _ verb: StaticString,
    _ method: HTTPMethod = .get,
    at path: String,
    accepting accepted: String = MediaType.v2,
    sending body: [UInt8]? = nil
  ) -> Call {
    client.call(
      verb,
      "consumer \(title)",
      method,
      at: path,
      concern: .consumer,
      accepting: accepted,
      sending: body.map { (MediaType.v2, $0) }
    )
  }

  /// Makes a call of which only success is of interest; all of them may be repeated.
  func change(
    _ verb: StaticString,
    _ method: HTTPMethod,
    at path: String,
    _ body: [UInt8]?
  ) async throws(KafkaRESTError) {
    var call = call(verb, method, at: path, sending: body)
    call.isRepeatable = true
    _ = try await perform(call)
  }

  func fetch<Reply: Decodable>(
    _ type: Reply.Type,
    _ verb: StaticString,
    at path: String,
    sending body: [UInt8]? = nil
  ) async throws(KafkaRESTError) -> Reply {
    let call = call(verb, at: path, sending: body)
    let answer = try await perform(call)
    do { return try JSONDecoder().decode(type, from: Data(answer.body)) } catch {
      throw call.malformed(answer, underlying: error)
    }
  }

  func perform(_ call: Call) async throws(KafkaRESTError) -> Answer {
    do throws(KafkaRESTError) { return try await client.perform(call) } catch {
      var failure = error
      let isElsewhere = address.origin != home.origin
      if isElsewhere, [.unreachable, .hostNotFound, .notTheProxy].contains(error.code) {
        failure.advice =
          "the proxy announced this address for the consumer (base_uri); if only the proxy's own"
          + " network knows it, ignore it: ignoresBaseURI"
      }
      throw failure
    }
  }

  func json(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object(members)
    return json.bytes
  }

  func json(_ partitions: [TopicPartition]) -> [UInt8] {
    json {
      $0.array("partitions") { list in
        for partition in partitions {
          list.object {
            $0.member("topic", partition.topic.text)
            $0.member("partition", partition.partition)
          }
        }
      }
    }
  }

  func require(_ isOffered: Bool, _ feature: String) throws(KafkaRESTError) {
    guard !isOffered else { return }
    let dialect = client.options.dialect.name
    throw call("use", at: "").failure(.unsupported, "\(dialect) does not offer \(feature)")
  }
}
