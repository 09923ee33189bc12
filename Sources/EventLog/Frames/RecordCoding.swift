/// How records lie in a payload: time (less the newest of the frame), key, value, headers.
enum RecordCoding {
  static func write(
    _ record: Record,
    at timestamp: Int64,
    newest: Int64,
    to writer: inout ByteWriter
  ) {
    writer.put(signed: timestamp &- newest)
    writer.put(optional: record.key)
    writer.put(optional: record.value)
    writer.put(count: record.headers.count)
    for header in record.headers {
      writer.put(header.name)
      writer.put(optional: header.value)
    }
  }

  static func read(
    _ reader: inout ByteReader,
    offset: Int,
    newest: Int64
  ) throws(ByteReader.Malformed) -> StoredRecord {
    let timestamp = LogTimestamp(milliseconds: try reader.signed() &+ newest)
    let key = try reader.optionalSlice()
    let value = try reader.optionalSlice()
    let headers = try headers(&reader)
    return StoredRecord(
      offset: offset,
      timestamp: timestamp,
      key: key,
      value: value,
      headers: headers
    )
  }

  /// Passes over a record and gives the bytes of its key and value.
  static func skip(_ reader: inout ByteReader) throws(ByteReader.Malformed) -> Int {
    _ = try reader.signed()
    let size = try reader.skipOptional() + reader.skipOptional()
    for _ in 0..<(try reader.count()) {
      _ = try reader.text()
      _ = try reader.skipOptional()
    }
    return size
  }

  private static func headers(
    _ reader: inout ByteReader
  ) throws(ByteReader.Malformed) -> [RecordHeader] {
    let count = try reader.count()
    guard count > 0 else { return [] }
    var headers: [RecordHeader] = []
    for _ in 0..<count {
      headers.append(RecordHeader(try reader.text(), try reader.optionalSlice()))
    }
    return headers
  }
}
