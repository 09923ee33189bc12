public import FoundationEssentials
import JSONBytes

/// Records as they stand in a request of the v2 API, and where each of them ends.
///
/// They are written where they will be sent from. What touches keys and values is inlinable, so that
/// it is compiled for the caller's types: half the cost of a record (`dev/bench post`).
@usableFromInline struct EncodedRecords: Sendable {
  private static let opening = Array(#"{"records":["#.utf8)

  @usableFromInline var bytes: [UInt8]
  @usableFromInline var ends: [Int] = []

  @usableFromInline init() {
    bytes = []
    bytes.reserveCapacity(1_024)  // a pin and its envelope
    bytes.append(contentsOf: Self.opening)
  }

  /// Encodes records in their order.
  ///
  /// It knows no transport: a caller that is generic over one still gets it for its own records.
  @inlinable init<Key, Value>(
    _ records: [Record<Key, Value>],
    encoder: JSONEncoder,
    dialect: Dialect
  ) throws(UnencodableRecord) {
    self.init()
    try records.withUnsafeBufferPointer { records throws(UnencodableRecord) in
      for position in records.indices {
        guard let record = records.baseAddress else { break }
        do {
          try append(recordAt: record + position, encoder: encoder, dialect: dialect)
        } catch { throw UnencodableRecord(position: position, cause: error) }
        if position == 0 { reserve(total: records.count) }
      }
    }
  }

  /// The number of records.
  var count: Int { ends.count }
  /// The number of bytes the body will have, schemas aside.
  var byteCount: Int { bytes.count + 2 }

  /// Appends a record from where it lies; one that cannot be encoded leaves no trace.
  @inlinable mutating func append<Key, Value>(
    recordAt record: UnsafePointer<Record<Key, Value>>,
    encoder: JSONEncoder,
    dialect: Dialect
  ) throws {
    let end = bytes.count
    separate()
    do { try bytes.append(recordAt: record, encoder: encoder, dialect: dialect) } catch {
      bytes.removeSubrange(end...)
      throw error
    }
    ends.append(bytes.count)
  }

  /// Appends a record that is encoded already.
  mutating func append(encoded record: [UInt8]) {
    separate()
    bytes.append(contentsOf: record)
    ends.append(bytes.count)
  }

  /// Only the records at these positions, in this order.
  func selecting(_ positions: some Sequence<Int>) -> EncodedRecords {
    var chosen = EncodedRecords()
    for position in positions {
      if chosen.count > 0 { chosen.bytes.append(UInt8(ascii: ",")) }
      let start = position == 0 ? Self.opening.count : ends[position - 1] + 1
      chosen.bytes.append(contentsOf: bytes[start..<ends[position]])
      chosen.ends.append(chosen.bytes.count)
    }
    return chosen
  }

  /// Makes room for `total` records like those that are here.
  @usableFromInline mutating func reserve(total: Int) {
    guard count > 0 else { return }
    bytes.reserveCapacity(bytes.count / count * total * 9 / 8 + 256)
    ends.reserveCapacity(total)
  }

  /// Closes the brackets and gives the body of the request, which is not copied.
  mutating func finish(schemas: RecordSchemas) -> [UInt8] {
    bytes.append(UInt8(ascii: "]"))
    for (name, text) in [("key_schema", schemas.key), ("value_schema", schemas.value)] {
      guard let text else { continue }
      bytes.append(contentsOf: ",\"\(name)\":".utf8)
      JSONWriter.append(text, to: &bytes)
    }
    for (name, number) in [("key_schema_id", schemas.keyID), ("value_schema_id", schemas.valueID)] {
      if let number { bytes.append(contentsOf: ",\"\(name)\":\(number)".utf8) }
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  @usableFromInline mutating func separate() {
    if !ends.isEmpty { bytes.append(UInt8(ascii: ",")) }
  }
}

// MARK: - One record

extension [UInt8] {
  /// Appends a record as one JSON object.
  ///
  /// It is read where it lies: to copy a row of a dozen texts costs two dozen atomic operations, as
  /// much as to write it.
  @inlinable mutating func append<Key, Value>(
    recordAt record: UnsafePointer<Record<Key, Value>>,
    encoder: JSONEncoder,
    dialect: Dialect
  ) throws {
    append(UInt8(ascii: "{"))
    // Nothing is changed: only a mutable place has an address that is certain to be its own.
    let place = UnsafeMutablePointer(mutating: record)
    try withUnsafeMutablePointer(to: &place.pointee.key) { key in
      guard let key = key.content() else { return }
      append("\"key\":")
      try append(partAt: key, encoder: encoder)
      append(",")
    }
    append("\"value\":")
    try withUnsafeMutablePointer(to: &place.pointee.value) { value in
      guard let value = value.content() else { return append("null") }
      try append(partAt: value, encoder: encoder)
    }
    let notes = record.pointee.headers
    try close(record.pointee.partition, notes, record.pointee.timestamp, dialect: dialect)
  }

  /// Appends a key or a value as JSON.
  @inlinable mutating func append<Part: Encodable>(part: Part, encoder: JSONEncoder) throws {
    try withUnsafePointer(to: part) { try append(partAt: $0, encoder: encoder) }
  }

  /// Appends a key or a value as JSON, the quick way where there is one.
  @inlinable mutating func append<Part: Encodable>(
    partAt part: UnsafePointer<Part>,
    encoder: JSONEncoder
  ) throws {
    if let writer = Part.self as? any SelfWritingJSON.Type {
      append(selfWritingAt: UnsafeRawPointer(part), as: writer)
    } else if let text = part.pointee as? String {
      append(quoted: text)
    } else {
      append(contentsOf: try encoder.encode(part.pointee))
    }
  }

  @inlinable mutating func append<Writer: SelfWritingJSON>(
    selfWritingAt place: UnsafeRawPointer,
    as type: Writer.Type
  ) {
    place.assumingMemoryBound(to: Writer.self).lend { $0.append(to: &self) }
  }

  @usableFromInline mutating func append(quoted text: String) {
    JSONWriter.append(text, to: &self)
  }

  @usableFromInline mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @usableFromInline mutating func close(
    _ partition: Int?,
    _ headers: [RecordHeader],
    _ timestamp: Date?,
    dialect: Dialect
  ) throws {
    if let partition { append(contentsOf: ",\"partition\":\(partition)".utf8) }
    if !headers.isEmpty || timestamp != nil {
      guard dialect.recordsHaveHeaders else { throw RecordTooRich(proxy: dialect.name) }
      writeNotes(headers, timestamp)
    }
    append(UInt8(ascii: "}"))
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
      append(contentsOf: json.bytes)
    }
    if let timestamp {
      let milliseconds = Int(timestamp.timeIntervalSince1970 * 1_000)
      append(contentsOf: ",\"timestamp\":\(milliseconds)".utf8)
    }
  }
}

extension UnsafePointer where Pointee: ~Copyable {
  /// Lends what lies here to `body`; of what may not be copyable, the compiler makes no copy.
  @inlinable func lend(_ body: (borrowing Pointee) -> Void) { body(pointee) }
}

extension UnsafeMutablePointer {
  /// Where lies what an optional holds, if it holds something: an optional begins with it.
  @inlinable func content<Part>() -> UnsafePointer<Part>? where Pointee == Part? {
    switch pointee {
    case .some: UnsafePointer(UnsafeRawPointer(self).assumingMemoryBound(to: Part.self))
    case .none: nil
    }
  }
}

/// A record that cannot be put into a request, and why.
@usableFromInline struct UnencodableRecord: Error {
  @usableFromInline let position: Int
  @usableFromInline let cause: any Error

  @usableFromInline init(position: Int, cause: any Error) {
    self.position = position
    self.cause = cause
  }
}

/// A record with headers or a timestamp, for a proxy that takes neither.
struct RecordTooRich: Error, CustomStringConvertible {
  let proxy: String

  var description: String {
    "\(proxy) takes neither headers nor timestamps in its v2 API; the v3 API of Confluent's does"
  }
}
