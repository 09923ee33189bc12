import FoundationEssentials
import JSONBytes

/// The answer to a read: records whose keys and values are left as they stand.
enum RecordsReply {
  typealias Item = ConsumedRecord<RawJSON, RawJSON>

  /// Reads an answer to its end.
  static func records(in body: [UInt8]) throws(JSONError) -> [Item] {
    var records: [Item] = []
    try JSONScanner.scan(body) { json throws(JSONError) in
      try json.beginArray()
      while try json.nextElement() {
        records.append(try record(from: &json, sameTopicAs: records.last?.topic))
      }
      try json.finish()
    }
    return records
  }

  private static func record(
    from json: inout JSONScanner,
    sameTopicAs last: TopicName?
  ) throws(JSONError) -> Item {
    var topic: TopicName?
    var partition: Int?
    var offset: Int?
    var record = Item(TopicPartition("-", 0), offset: 0, key: nil, value: nil)
    let start = json.position
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "topic":
        let text = try json.stringSlice()
        // Most records of an answer are of one topic, which need not be copied for each.
        topic =
          last.map { text.bytes.elementsEqual($0.text.utf8) } == true
          ? last : TopicName(fromCluster: text.string)
      case "partition": partition = try json.optionalInt()
      case "offset": offset = try json.optionalInt()
      case "key": record.key = try json.optionalRaw()
      case "value": record.value = try json.optionalRaw()
      case "timestamp":
        record.timestamp = try json.optionalInt().map {
          Date(timeIntervalSince1970: Double($0) / 1_000)
        }
      case "headers": record.headers = try headers(from: &json)
      default: try json.skipValue()
      }
    }
    // The offset behind the last one there can be is none.
    guard let topic, let partition, let offset, (0..<Int.max).contains(offset) else {
      throw JSONError(.unsuitableValue, at: start, "a record without topic, partition or offset")
    }
    record.partition = TopicPartition(topic, partition)
    record.offset = Int64(offset)
    return record
  }

  private static func headers(from json: inout JSONScanner) throws(JSONError) -> [RecordHeader] {
    guard try !json.readNull() else { return [] }
    var headers: [RecordHeader] = []
    try json.beginArray()
    while try json.nextElement() {
      var header = RecordHeader("", nil)
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "key", "name": header.name = try json.string()
        case "value": header.value = try json.optionalString().flatMap { Data(base64Encoded: $0) }
        default: try json.skipValue()
        }
      }
      headers.append(header)
    }
    return headers
  }
}

extension JSONScanner {
  /// Takes the next value as it stands; null is no value.
  fileprivate mutating func optionalRaw() throws(JSONError) -> RawJSON? {
    if try readNull() { return nil }
    return RawJSON(Array(bytes(in: try skipValue())))
  }
}
