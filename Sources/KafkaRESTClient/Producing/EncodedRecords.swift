import FoundationEssentials
import JSONBytes

/// Records as they stand in a request of the v2 API, and where each of them ends.
///
/// They are written where they will be sent from: closing the brackets makes the body.
struct EncodedRecords: Sendable {
  private static let opening = Array(#"{"records":["#.utf8)

  private var bytes = Self.opening
  private var ends: [Int] = []

  /// The number of records.
  var count: Int { ends.count }
  /// The number of bytes the body will have, schemas aside.
  var byteCount: Int { bytes.count + 2 }

  /// Appends a record; one that cannot be encoded leaves no trace.
  mutating func append<Key, Value>(
    _ record: Record<Key, Value>,
    encoder: JSONEncoder,
    dialect: Dialect
  ) throws {
    let start = bytes.count
    do { try write(record, encoder: encoder, dialect: dialect) } catch {
      bytes.removeSubrange(start...)
      throw error
    }
    ends.append(bytes.count)
  }

  /// Appends records that are encoded already.
  mutating func append(_ others: EncodedRecords) {
    if count > 0, others.count > 0 { bytes.append(UInt8(ascii: ",")) }
    let shift = bytes.count - Self.opening.count
    bytes.append(contentsOf: others.bytes[Self.opening.count...])
    ends.append(contentsOf: others.ends.lazy.map { $0 + shift })
  }

  /// Only the records at these positions, in this order.
  func selecting(_ positions: [Int]) -> EncodedRecords {
    var chosen = EncodedRecords()
    for position in positions {
      if chosen.count > 0 { chosen.bytes.append(UInt8(ascii: ",")) }
      let start = position == 0 ? Self.opening.count : ends[position - 1] + 1
      chosen.bytes.append(contentsOf: bytes[start..<ends[position]])
      chosen.ends.append(chosen.bytes.count)
    }
    return chosen
  }

  /// The body of the request.
  consuming func body(schemas: RecordSchemas) -> [UInt8] {
    var body = bytes
    bytes = []
    body.append(UInt8(ascii: "]"))
    for (name, text) in [("key_schema", schemas.key), ("value_schema", schemas.value)] {
      guard let text else { continue }
      body.append(contentsOf: ",\"\(name)\":".utf8)
      JSONWriter.append(text, to: &body)
    }
    for (name, number) in [("key_schema_id", schemas.keyID), ("value_schema_id", schemas.valueID)] {
      if let number { body.append(contentsOf: ",\"\(name)\":\(number)".utf8) }
    }
    body.append(UInt8(ascii: "}"))
    return body
  }

  private mutating func write<Key, Value>(
    _ record: Record<Key, Value>,
    encoder: JSONEncoder,
    dialect: Dialect
  ) throws {
    if count > 0 { bytes.append(UInt8(ascii: ",")) }
    append("{")
    if let key = record.key {
      append("\"key\":")
      try bytes.appendJSON(of: key, encoder: encoder)
      append(",")
    }
    append("\"value\":")
    try bytes.appendJSON(of: record.value, encoder: encoder)
    if let partition = record.partition { append(",\"partition\":\(partition)") }
    if !record.headers.isEmpty || record.timestamp != nil {
      guard dialect.recordsHaveHeaders else { throw RecordTooRich(proxy: dialect.name) }
      writeNotes(record.headers, record.timestamp)
    }
    append("}")
  }

  private mutating func writeNotes(_ headers: [RecordHeader], _ timestamp: Date?) {
    if !headers.isEmpty {
      var json = JSONWriter()
      json.array { list in
        for header in headers {
          list.object {
            $0.member("key", header.name)
            $0.member("value", header.value?.base64EncodedString())
          }
        }
      }
      append(",\"headers\":")
      bytes.append(contentsOf: json.bytes)
    }
    if let timestamp { append(",\"timestamp\":\(Int(timestamp.timeIntervalSince1970 * 1_000))") }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}

/// A record with headers or a timestamp, for a proxy that takes neither.
struct RecordTooRich: Error, CustomStringConvertible {
  let proxy: String

  var description: String {
    "\(proxy) takes neither headers nor timestamps in its v2 API; the v3 API of Confluent's does"
  }
}

extension [UInt8] {
  /// Appends a key or a value as JSON, the quick way where there is one.
  mutating func appendJSON(of part: (some Encodable)?, encoder: JSONEncoder) throws {
    switch part {
    case nil: append(contentsOf: "null".utf8)
    case let part as any SelfWritingJSON: part.appendJSON(to: &self)
    case let text as String: JSONWriter.append(text, to: &self)
    case let part?: append(contentsOf: try encoder.encode(part))
    }
  }
}
