import EventLog
import FoundationEssentials
import HTTPWire
import JSONBytes

/// Writing records in version 3: a stream with one report per record, and small batches.
extension KafkaREST {
  func produceV3(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    try checkCluster(ask)
    guard let header = ask.request.headers["Content-Type"],
      MediaType(header: header).rawValue == "application/json"
    else { throw .unsupportedMediaType }
    let topic = try await existingOrNew(try ask.topic())
    if ask.request.body.length == 0 { throw .emptyBody }
    // The answer begins with the request: a report goes out as soon as its record is stored.
    let reports = HTTPByteStream { [self] in
      let chunks = ask.request.body.chunks.makeAsyncIterator()
      var objects = ConcatenatedJSON(limit: options.largestBody)
      var isOver = false
      return {
        while !isOver {
          guard let chunk = try await chunks.next() else {
            isOver = true
            return objects.hasRest ? Self.report(.badRequest("the last record is cut short")) : nil
          }
          let complete: [[UInt8]]
          do throws(KafkaRESTFailure) { complete = try objects.append(chunk) } catch {
            isOver = true
            return Self.report(error)
          }
          if complete.isEmpty { continue }
          let (bytes, ended) = await self.reports(on: complete, topic)
          isOver = ended
          return bytes
        }
        return nil
      }
    }
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "application/json"],
      body: .stream(reports)
    )
  }

  func produceBatch(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    try checkCluster(ask)
    let topic = try await existingOrNew(try ask.topic())
    guard let entries = try await ask.object()["entries"]?.array else {
      throw KafkaRESTFailure(422, 42208, "Request body is empty. Data is required.")
    }
    let ids = try Self.checkedIDs(entries)
    var successes = JSONWriter()
    var failures = JSONWriter()
    successes.beginArray()
    failures.beginArray()
    for (id, entry) in zip(ids, entries) {
      do throws(KafkaRESTFailure) {
        let record = try V3Record(entry)
        let place = try await store(record, in: topic)
        successes.object { json in
          json.member("id", id)
          write(place, of: record, topic.name, to: &json)
        }
      } catch {
        failures.object { json in
          json.member("id", id)
          json.member("error_code", error.code)
          json.member("message", error.message)
        }
      }
    }
    successes.endArray()
    failures.endArray()
    return KafkaRESTAnswer.v3(207) { json in
      json.object { json in
        json.member("successes", raw: successes.bytes)
        json.member("failures", raw: failures.bytes)
      }
    }
  }

  /// One report for each object; a syntax error ends the stream with its report.
  private func reports(
    on objects: [[UInt8]],
    _ topic: TopicDescription
  ) async -> (bytes: [UInt8], isOver: Bool) {
    var bytes: [UInt8] = []
    for object in objects {
      guard let json = try? JSONValue(parsing: object) else {
        return (bytes + Self.report(.badRequest("Error parsing JSON")), true)
      }
      do throws(KafkaRESTFailure) {
        let record = try V3Record(json)
        let place = try await store(record, in: topic)
        bytes += KafkaRESTAnswer.json { json in
          json.object { write(place, of: record, topic.name, to: &$0) }
        }
      } catch {
        bytes += Self.report(error)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return (bytes, false)
  }

  private func store(
    _ record: V3Record,
    in topic: TopicDescription
  ) async throws(KafkaRESTFailure) -> AppendReceipt.Placement {
    let key = record.key?.bytes.map { $0[...] }
    let size = (key?.count ?? 0) + (record.value?.bytes?.count ?? 0)
    let chosen = placement.choose(for: [(key, size)], of: topic.name, among: topic.partitions)
    let partition = record.partition ?? chosen[0]
    guard (0..<topic.partitions).contains(partition) else { throw .partitionNotFound }
    switch try await store([record.record(partition: partition)], in: topic)[0] {
    case .stored(let place): return place
    case .failed(let code, let message): throw KafkaRESTFailure(code, message)
    }
  }

  private func write(
    _ place: AppendReceipt.Placement,
    of record: V3Record,
    _ topic: TopicName,
    to json: inout JSONWriter
  ) {
    json.member("error_code", 200)
    json.member("cluster_id", options.clusterID)
    json.member("topic_name", "\(topic)")
    json.member("partition_id", place.partition)
    json.member("offset", place.offset)
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    json.member("timestamp", place.timestamp.date.formatted(style))
    for (name, part) in [("key", record.key), ("value", record.value)] {
      guard let part else { continue }
      json.object(name) { json in
        json.member("type", part.type)
        json.member("size", part.bytes?.count ?? 0)
      }
    }
  }

  private static func report(_ failure: KafkaRESTFailure) -> [UInt8] {
    KafkaRESTAnswer.json { json in
      json.object { json in
        json.member("error_code", failure.code)
        json.member("message", failure.message)
      }
    }
  }

  private static func checkedIDs(_ entries: [JSONValue]) throws(KafkaRESTFailure) -> [String] {
    func refuse(_ message: String) -> KafkaRESTFailure { KafkaRESTFailure(422, 42208, message) }
    guard !entries.isEmpty else { throw refuse("Empty batch.") }
    guard entries.count <= 10 else { throw refuse("Too many entries in batch.") }
    let ids = entries.map { $0["id"]?.string ?? "" }
    for id in ids {
      let isValid = id.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == 0x2d || byte == 0x5f
      }
      guard isValid, (1...80).contains(id.utf8.count) else {
        throw refuse("Batch entry identifier is not a valid string.")
      }
    }
    guard Set(ids).count == ids.count else { throw refuse("Batch entry IDs are not distinct.") }
    return ids
  }
}
