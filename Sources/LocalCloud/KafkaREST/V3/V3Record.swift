import Digests
import EventLog
import FoundationEssentials
import JSONBytes

/// One record of a version 3 produce request.
struct V3Record {
  /// A key or a value with the type it was given as.
  struct Part {
    let type: String
    /// The bytes to store; `nil` is Kafka's null.
    let bytes: [UInt8]?
  }

  var partition: Int?
  var headers: [RecordHeader] = []
  var key: Part?
  var value: Part?
  var timestamp: LogTimestamp?

  init(_ json: JSONValue) throws(KafkaRESTFailure) {
    guard let members = json.object?.members else { throw .badRequest("a record is a JSON object") }
    for member in members {
      switch member.key {
      case "partition_id": partition = member.value.int
      case "headers":
        for header in member.value.array ?? [] { headers.append(try Self.header(header)) }
      case "key": key = try Self.part(member.value)
      case "value": value = try Self.part(member.value)
      case "timestamp": timestamp = try Self.timestamp(member.value)
      // Members of a batch entry and of the stream's own frame.
      case "id", "original_size": continue
      default: throw .badRequest("Unrecognized field: \(member.key)")
      }
    }
  }

  private static func header(_ json: JSONValue) throws(KafkaRESTFailure) -> RecordHeader {
    guard let name = json["name"]?.string else { throw .badRequest("a header has no name") }
    guard let text = json["value"]?.string else { return RecordHeader(name, nil) }
    guard let bytes = Base64.decode(text) else {
      throw .badRequest("data=\"\(text)\" is not a valid base64 string.")
    }
    return RecordHeader(name, bytes[...])
  }

  private static func part(_ json: JSONValue) throws(KafkaRESTFailure) -> Part? {
    if json.isNull { return nil }
    guard let type = json["type"]?.string else {
      throw .badRequest(
        "a key or value needs a type here: BINARY, JSON or STRING; there is no schema registry"
      )
    }
    let data = json["data"] ?? .null
    if data.isNull { return Part(type: type, bytes: nil) }
    switch type {
    case "JSON": return Part(type: type, bytes: data.bytes)
    case "STRING":
      guard let text = data.string else { throw .badRequest("data=\(data) is not a string.") }
      return Part(type: type, bytes: Array(text.utf8))
    case "BINARY":
      guard let text = data.string, let bytes = Base64.decode(text) else {
        throw .badRequest("data=\(data) is not a base64 string.")
      }
      return Part(type: type, bytes: bytes)
    default:
      throw KafkaRESTFailure(
        400,
        "Bad Request: \(type) needs a schema registry, which is not here."
      )
    }
  }

  private static func timestamp(_ json: JSONValue) throws(KafkaRESTFailure) -> LogTimestamp? {
    guard let text = json.string else { return nil }
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
    guard let date = try? style.parse(text) else {
      throw .badRequest("timestamp \(text) is not ISO 8601")
    }
    return LogTimestamp(date)
  }

  /// The record as the log takes it, for a partition that is known.
  func record(partition: Int) -> Record {
    Record(
      partition: partition,
      key: key?.bytes.map { $0[...] },
      value: value?.bytes.map { $0[...] },
      headers: headers,
      timestamp: timestamp
    )
  }
}
