import FoundationEssentials
import JSONBytes

/// Writes records as the v3 API takes them.
struct StreamedRecordWriter: Sendable {
  /// What stands before a key's data, and before a value's.
  private let keyOpening: [UInt8]
  private let valueOpening: [UInt8]

  init(keys: PartEncoding, values: PartEncoding) {
    keyOpening = Self.opening("key", keys)
    valueOpening = Self.opening("value", values)
  }

  /// Writes one record; `id` names it within a batch.
  func bytes<Key, Value>(
    of record: Record<Key, Value>,
    id: Int? = nil,
    encoder: JSONEncoder
  ) throws -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    if let id { json.member("id", String(id)) }
    if let partition = record.partition { json.member("partition_id", partition) }
    if !record.headers.isEmpty {
      json.array("headers") { list in
        for header in record.headers {
          list.object {
            $0.member("name", header.name)
            $0.member("value", header.value?.base64EncodedString())
          }
        }
      }
    }
    if let timestamp = record.timestamp { json.member("timestamp", timestamp.iso8601) }
    var bytes = json.bytes
    if let key = record.key { try append(key, behind: keyOpening, to: &bytes, encoder) }
    if let value = record.value { try append(value, behind: valueOpening, to: &bytes, encoder) }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  private func append(
    _ part: some Encodable,
    behind opening: [UInt8],
    to bytes: inout [UInt8],
    _ encoder: JSONEncoder
  ) throws {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: opening)
    try bytes.append(part: part, encoder: encoder)
    bytes.append(UInt8(ascii: "}"))
  }

  /// `"value":{"type":"JSON","data":`.
  private static func opening(_ name: String, _ encoding: PartEncoding) -> [UInt8] {
    var json = JSONWriter()
    json.key(name)
    json.beginObject()
    if let type = encoding.type { json.member("type", type) }
    if let subject = encoding.subject { json.member("subject", subject) }
    if let naming = encoding.subjectNaming {
      json.member("subject_name_strategy", naming.rawValue)
    }
    if let id = encoding.schemaID { json.member("schema_id", id) }
    if let version = encoding.schemaVersion { json.member("schema_version", version) }
    if let schema = encoding.schema { json.member("schema", schema) }
    json.key("data")
    return json.bytes
  }
}

extension Date {
  /// The moment as the proxy's APIs spell it, milliseconds included.
  var iso8601: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }

  /// Reads a moment with or without a fraction of a second.
  init?(iso8601 text: String) {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
    guard let date = try? style.parse(text) else { return nil }
    self = date
  }
}
