import EventLog
import HTTPWire
import JSONBytes

/// Writing records in version 2.
extension KafkaREST {
  /// How one record of a request fared.
  enum Outcome: Sendable {
    case stored(AppendReceipt.Placement)
    case failed(code: Int, message: String)
  }

  func produce(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let type = try MediaType.answer(accepting: ask.request.headers["Accept"])
    guard let header = ask.request.headers["Content-Type"],
      let format = MediaType(header: header).format
    else { throw .unsupportedMediaType }
    let fixed = ask.parameters["partition"] == nil ? nil : try ask.partition()
    let request = try ProduceRequest(try await ask.body(upTo: options.largestBody), format)
    let topic = try await existingOrNew(try ask.topic())
    if let fixed, !(0..<topic.partitions).contains(fixed) { throw .partitionNotFound }
    let outcomes = try await store(
      records(of: request, in: topic, fixed: fixed),
      in: topic,
      failing: sheet.failingRecords,
      idempotencyKey: ask.request.headers["Idempotency-Key"]
    )
    return Self.answer(outcomes, as: type)
  }

  /// The topic, made where it is not there and that is wanted.
  func existingOrNew(_ name: TopicName) async throws(KafkaRESTFailure) -> TopicDescription {
    do { return try await log.describeTopic(name) } catch {
      guard error.code == .unknownTopic else { throw KafkaRESTFailure(error) }
      guard options.createsTopics else { throw .topicNotFound }
    }
    do {
      return try await log.createTopic(name, TopicSettings(partitions: options.partitions))
    } catch {
      // Somebody else was quicker.
      guard error.code == .topicExists else { throw KafkaRESTFailure(error) }
      return try await asking { () throws(LogError) in try await log.describeTopic(name) }
    }
  }

  private func records(
    of request: ProduceRequest,
    in topic: TopicDescription,
    fixed: Int?
  ) -> [Record] {
    let keys = request.entries.map { entry in
      (
        key: entry.key.map { request.arena[$0] },
        size: (entry.key?.count ?? 0) + (entry.value?.count ?? 0)
      )
    }
    let chosen = placement.choose(for: keys, of: topic.name, among: topic.partitions)
    return zip(request.entries, chosen).map { entry, choice in
      Record(
        partition: entry.partition ?? fixed ?? choice,
        key: entry.key.map { request.arena[$0] },
        value: entry.value.map { request.arena[$0] }
      )
    }
  }

  /// Stores what can be stored and says of the rest why not, in the order of the records.
  func store(
    _ records: [Record],
    in topic: TopicDescription,
    failing: Set<Int> = [],
    idempotencyKey: String? = nil
  ) async throws(KafkaRESTFailure) -> [Outcome] {
    var refused: [Int: Outcome] = [:]
    for (index, record) in records.enumerated() {
      if failing.contains(index) {
        refused[index] = .failed(code: 50003, message: "a fault was injected")
      } else if !(0..<topic.partitions).contains(record.partition) {
        let range = "[0...\(topic.partitions))"
        refused[index] = .failed(
          code: 50002,
          message:
            "Invalid partition given with record: \(record.partition) is not in the range \(range)."
        )
      }
    }
    guard !refused.isEmpty else { return try await append(records, to: topic.name, idempotencyKey) }
    let accepted = records.indices.filter { refused[$0] == nil }.map { records[$0] }
    var stored = try await append(accepted, to: topic.name, idempotencyKey).makeIterator()
    return records.indices.map { index in
      refused[index] ?? stored.next()
        ?? .failed(code: 50002, message: "the record was not stored")
    }
  }

  private func append(
    _ records: [Record],
    to topic: TopicName,
    _ idempotencyKey: String?
  ) async throws(KafkaRESTFailure) -> [Outcome] {
    guard !records.isEmpty else { return [] }
    do {
      let receipt = try await log.append(records, to: topic, idempotencyKey: idempotencyKey)
      return receipt.placements.map { .stored($0) }
    } catch {
      switch error.code {
      case .recordTooLarge where records.count > 1:
        // One that is too large must not take its neighbours along; each gets a key of its own, so
        // that a request that comes again is still stored once.
        var outcomes: [Outcome] = []
        for (index, record) in records.enumerated() {
          let key = idempotencyKey.map { "\($0)#\(index)" }
          outcomes += try await append([record], to: topic, key)
        }
        return outcomes
      case .recordTooLarge: return [.failed(code: 50002, message: error.description)]
      case .storageFull, .storageFailed:
        return records.map { _ in .failed(code: 50003, message: error.description) }
      default: throw KafkaRESTFailure(error)
      }
    }
  }

  private static func answer(_ outcomes: [Outcome], as type: MediaType) -> HTTPResponse {
    var body: [UInt8] = []
    body.reserveCapacity(80 * (outcomes.count + 1))
    JSONStage.append(to: &body) { stage in
      stage.put(raw: #"{"offsets":["#)
      for (index, outcome) in outcomes.enumerated() {
        if index > 0 { stage.put(raw: ",") }
        switch outcome {
        case .stored(let place):
          stage.put(raw: #"{"partition":"#)
          stage.put(place.partition)
          stage.put(raw: #","offset":"#)
          stage.put(place.offset)
          stage.put(raw: #","error_code":null,"error":null}"#)
        case .failed(let code, let message):
          stage.put(raw: #"{"partition":null,"offset":null,"error_code":"#)
          stage.put(code)
          stage.put(raw: #","error":"#)
          stage.put(message)
          stage.put(raw: "}")
        }
      }
      stage.put(raw: #"],"key_schema_id":null,"value_schema_id":null}"#)
    }
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": type.rawValue],
      body: .bytes(body)
    )
  }
}
