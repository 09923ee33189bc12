import EventLog
import HTTPWire
import JSONBytes

/// Reading records: through a consumer, from an offset, and as they come.
extension KafkaREST {
  /// What happens to a record that is not what the reader's format promises.
  private enum Poison: String {
    /// The read that meets it first says so; the next one goes on behind it.
    case fail
    /// It is left out.
    case skip
    /// It comes as base64 in a member `raw`.
    case raw
  }

  func readRecords(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let consumer = try await consumer(ask)
    let format = try readFormat(ask)
    guard format == consumer.settings.format else { throw .formatMismatch }
    let wanted = ask.query.integer("max_bytes") ?? -1
    let bytes = min(wanted > 0 ? wanted : .max, options.readBytes)
    let timeout = ask.query.integer("timeout").flatMap { $0 > 0 ? Duration.milliseconds($0) : nil }
    let readings = try await consumer.read(upTo: bytes, waiting: timeout)
    await consumers.touch(ask.text("group"), ask.text("instance"))

    let (body, good) = write(readings, format, poison(ask), &sheet)
    if good < readings.count {
      // Records before the damaged one are delivered first; it is reported when it leads a read.
      guard good > 0 else {
        await consumer.rewind(to: readings.dropFirst())
        throw Self.poisoned(readings[0], format)
      }
      await consumer.rewind(to: readings[good...])
    }
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": MediaType.embedded(format).rawValue],
      body: .bytes(body)
    )
  }

  /// Reads a partition from an offset without a consumer; the same question gives the same answer.
  func fetchRecords(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let format = try readFormat(ask)
    let partition = try await partition(of: ask)
    guard let offset = ask.query.integer("offset"), offset >= 0 else {
      throw KafkaRESTFailure(422, "offset must be given")
    }
    let wait = Duration.milliseconds(max(0, ask.query.integer("timeout") ?? 0))
    let limit = ReadLimit(
      records: max(1, ask.query.integer("count") ?? .max),
      bytes: max(1, ask.query.integer("max_bytes") ?? 1 << 20)
    )
    let result = try await asking { () throws(LogError) in
      try await log.read(partition, from: offset, upTo: limit, waiting: wait)
    }
    let readings = result.records.map { Consumer.Reading(partition: partition, record: $0) }
    let (body, good) = write(readings, format, poison(ask), &sheet)
    if good == 0, let first = readings.first { throw Self.poisoned(first, format) }
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": MediaType.embedded(format).rawValue],
      body: .bytes(body)
    )
  }

  /// Server-sent events: every record of a topic from now on, as long as somebody listens.
  func tailTopic(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topic = try await describe(ask)
    let fromBeginning = ask.query["from"] == "beginning"
    var positions: [TopicPartition: Int] = [:]
    for number in 0..<topic.partitions {
      let partition = TopicPartition(topic.name, number)
      let available = try await asking { () throws(LogError) in try await log.offsets(of: partition)
      }
      positions[partition] = fromBeginning ? available.lowerBound : available.upperBound
    }
    let events = TopicTail(log: log, ending: desk.ending, positions: positions)
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"],
      body: .stream(events.stream)
    )
  }

  // MARK: Shared by the calls

  private func readFormat(_ ask: Ask) throws(KafkaRESTFailure) -> EmbeddedFormat {
    let header = ask.request.headers["Accept"] ?? "*/*"
    for type in header.split(separator: ",").map({ MediaType(header: String($0)) }) {
      if let format = type.format { return format }
      switch type.rawValue {
      // The proxy's rules: what names no format is binary.
      case "*/*", "application/*", "", MediaType.v2.rawValue: return .binary
      case "application/json", "application/vnd.kafka+json": return .json
      default: continue
      }
    }
    throw .notAcceptable
  }

  private func poison(_ ask: Ask) -> Poison { ask.query["on_error"].flatMap(Poison.init) ?? .fail }

  /// Writes readings up to the first that cannot be written, and says how many there were.
  private func write(
    _ readings: [Consumer.Reading],
    _ format: EmbeddedFormat,
    _ poison: Poison,
    _ sheet: inout Desk.Sheet
  ) -> (body: [UInt8], written: Int) {
    var body: [UInt8] = [UInt8(ascii: "[")]
    // Beside key and value stand the topic and two numbers.
    body.reserveCapacity(readings.reduce(16) { $0 + $1.record.size + 96 })
    var good = 0
    JSONStage.append(to: &body) { stage in
      var isFirst = true
      for reading in readings {
        let isGood =
          format == .binary
          || [reading.record.key, reading.record.value].allSatisfy {
            $0.map(EmbeddedFormat.isJSON) ?? true
          }
        if !isGood {
          sheet.notes.append("\(reading.partition) offset \(reading.record.offset) is no JSON")
          if poison == .fail { return }
        }
        good += 1
        if !isGood, poison == .skip { continue }
        if !isFirst { stage.put(raw: ",") }
        isFirst = false
        Self.write(reading, isGood ? format : .binary, to: &stage, isRaw: !isGood)
      }
    }
    body.append(UInt8(ascii: "]"))
    return (body, good)
  }

  private static func write(
    _ reading: Consumer.Reading,
    _ format: EmbeddedFormat,
    to stage: inout JSONStage,
    isRaw: Bool
  ) {
    stage.put(raw: #"{"topic":"#)
    stage.put(reading.partition.topic.description)
    stage.put(raw: #","key":"#)
    format.write(reading.record.key, to: &stage)
    stage.put(raw: #","value":"#)
    format.write(reading.record.value, to: &stage)
    stage.put(raw: #","partition":"#)
    stage.put(reading.partition.partition)
    stage.put(raw: #","offset":"#)
    stage.put(reading.record.offset)
    stage.put(raw: isRaw ? #","raw":true}"# : "}")
  }

  private static func poisoned(
    _ reading: Consumer.Reading,
    _ format: EmbeddedFormat
  ) -> KafkaRESTFailure {
    KafkaRESTFailure(
      40801,
      "Error deserializing key/value for partition \(reading.partition.topic)"
        + "-\(reading.partition.partition) at offset \(reading.record.offset): it is no \(format.rawValue)."
        + " The next read goes on behind it; on_error=skip leaves such records out, on_error=raw"
        + " gives their bytes."
    )
  }
}
