import EventLog
import FoundationEssentials
import HTTPWire
import JSONBytes

/// Consumers in version 2.
extension KafkaREST {
  func createConsumer(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let type = try consumerType(ask)
    let body = try await ask.object()
    let settings = try ConsumerSettings(body)
    let name = body["id"]?.string ?? body["name"]?.string
    let group = ask.text("group")
    let id = try await consumers.create(in: group, named: name, settings)
    let base = "\(ask.request.origin)/consumers/\(group)/instances/\(id)"
    return KafkaRESTAnswer.v2(type: type) { json in
      json.object { json in
        json.member("instance_id", id)
        json.member("base_uri", base)
      }
    }
  }

  func deleteConsumer(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    try await consumers.remove(ask.text("group"), ask.text("instance"))
    return KafkaRESTAnswer.noContent
  }

  func subscribe(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let consumer = try await consumer(ask)
    let body = try await ask.object()
    if let topics = body["topics"]?.array {
      var names: [TopicName] = []
      for topic in topics {
        do { names.append(try TopicName(topic.string ?? "")) } catch {
          throw KafkaRESTFailure(error)
        }
      }
      try await consumer.subscribe(.topics(names))
    } else if let pattern = body["topic_pattern"]?.string {
      try await consumer.subscribe(.pattern(pattern))
    } else {
      throw KafkaRESTFailure(422, "topics or topic_pattern must be given")
    }
    return KafkaRESTAnswer.noContent
  }

  func getSubscription(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topics = try await consumer(ask).subscription()
    return KafkaRESTAnswer.v2(type: try consumerType(ask)) { json in
      json.object { json in
        json.array("topics") { json in for topic in topics { json.write("\(topic)") } }
      }
    }
  }

  func unsubscribe(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    await (try consumer(ask)).unsubscribe()
    return KafkaRESTAnswer.noContent
  }

  func assign(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let consumer = try await consumer(ask)
    let body = try await ask.object()
    try await consumer.assign(try Self.partitions(body["partitions"]))
    return KafkaRESTAnswer.noContent
  }

  func getAssignments(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let partitions = try await consumer(ask).assignment()
    return KafkaRESTAnswer.v2(type: try consumerType(ask)) { json in
      json.object { json in
        json.array("partitions") { json in
          for partition in partitions {
            json.object { json in
              json.member("topic", "\(partition.topic)")
              json.member("partition", partition.partition)
            }
          }
        }
      }
    }
  }

  /// Commits what was read, or the offsets of the body; offset N there means that N is done.
  func commitOffsets(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let consumer = try await consumer(ask)
    let body = try await ask.object()
    if let entries = body["offsets"]?.array {
      var offsets: [TopicPartition: CommittedOffset] = [:]
      for entry in entries {
        guard let offset = entry["offset"]?.int else {
          throw KafkaRESTFailure(422, "offset must not be null")
        }
        let metadata = entry["metadata"]?.string ?? ""
        offsets[try Self.partition(entry)] = CommittedOffset(offset + 1, metadata: metadata)
      }
      try await consumer.commit(offsets)
    } else {
      try await consumer.commitRead()
    }
    return KafkaRESTAnswer.v2(type: try consumerType(ask)) { $0.array { _ in } }
  }

  /// The body of this GET says which partitions are asked for.
  func getCommittedOffsets(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let consumer = try await consumer(ask)
    guard let wanted = try await ask.object()["partitions"] else { throw .partitionNotFound }
    let partitions = try Self.partitions(wanted)
    let committed = try await consumer.committed()
    return KafkaRESTAnswer.v2(type: try consumerType(ask)) { json in
      json.object { json in
        json.array("offsets") { json in
          for partition in partitions {
            guard let offset = committed[partition] else { continue }
            json.object { json in
              json.member("topic", "\(partition.topic)")
              json.member("partition", partition.partition)
              json.member("offset", offset.offset)
              json.member("metadata", offset.metadata)
            }
          }
        }
      }
    }
  }

  func seek(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let consumer = try await consumer(ask)
    let body = try await ask.object()
    for entry in body["offsets"]?.array ?? [] {
      guard let offset = entry["offset"]?.int, offset >= 0 else {
        throw KafkaRESTFailure(422, "offset must be 0 or more")
      }
      try await consumer.seek(try Self.partition(entry), to: offset)
    }
    for entry in body["timestamps"]?.array ?? [] {
      guard let text = entry["timestamp"]?.string,
        let date = try? Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
          .parse(text)
      else { throw KafkaRESTFailure(422, "timestamp must be an ISO 8601 moment") }
      let partition = try Self.partition(entry)
      let offset = try await asking { () throws(LogError) in
        if let found = try await log.offset(in: partition, at: LogTimestamp(date)) { return found }
        return try await log.offsets(of: partition).upperBound
      }
      try await consumer.seek(partition, to: offset)
    }
    return KafkaRESTAnswer.noContent
  }

  /// An end of a partition.
  enum Edge: Sendable {
    case beginning, end
  }

  func seekToEdge(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet,
    _ edge: Edge
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let consumer = try await consumer(ask)
    for partition in try Self.partitions(try await ask.object()["partitions"]) {
      let available = try await asking { () throws(LogError) in try await log.offsets(of: partition)
      }
      let offset = edge == .beginning ? available.lowerBound : available.upperBound
      try await consumer.seek(partition, to: offset)
    }
    return KafkaRESTAnswer.noContent
  }

  // MARK: Shared by the calls

  func consumer(_ ask: Ask) async throws(KafkaRESTFailure) -> Consumer {
    try await consumers.find(ask.text("group"), ask.text("instance"))
  }

  /// Consumer calls answer in the embedded type that was asked for, too.
  func consumerType(_ ask: Ask) throws(KafkaRESTFailure) -> MediaType {
    try MediaType.answer(accepting: ask.request.headers["Accept"])
  }

  private static func partitions(_ value: JSONValue?) throws(KafkaRESTFailure) -> [TopicPartition] {
    guard let entries = value?.array else {
      throw KafkaRESTFailure(422, "partitions must be given")
    }
    var partitions: [TopicPartition] = []
    for entry in entries { partitions.append(try partition(entry)) }
    return partitions
  }

  private static func partition(_ entry: JSONValue) throws(KafkaRESTFailure) -> TopicPartition {
    guard let topic = entry["topic"]?.string, let number = entry["partition"]?.int else {
      throw KafkaRESTFailure(422, "topic and partition must be given")
    }
    do { return TopicPartition(try TopicName(topic), number) } catch {
      throw KafkaRESTFailure(error)
    }
  }
}
