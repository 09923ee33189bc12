import Digests
import JSONBytes

/// A put as nearly all are, read straight from its bytes.
///
/// What is in any way out of the ordinary is none: it is read member by member then, and refused in
/// Kinesis's words if need be. So the two ways differ in their cost alone.
struct PlainPut: Sendable {
  /// Where a name or a value is not plain; the thorough way finds out what it is.
  private static let unusual = JSONError(.unsuitableValue, at: 0)
  private static let mostRecords = 500
  private static let longestKey = 256
  private static let longestName = 128

  private(set) var stream = ""
  private(set) var records: [NewRecord] = []

  init?(_ operation: KinesisOperation, _ body: [UInt8]) {
    guard operation == .putRecord || operation == .putRecords else { return nil }
    let isOne = operation == .putRecord
    let read = try? JSONScanner.scan(body, maximumDepth: 64) { (json) throws(JSONError) in
      var put = PlainPut()
      try put.read(&json, isOne: isOne)
      try json.finish()
      return put
    }
    guard let read, !read.records.isEmpty, read.records.count <= Self.mostRecords,
      (1...Self.longestName).contains(read.stream.utf8.count),
      TextPattern.name.matches(read.stream)
    else { return nil }
    self = read
  }

  private init() {}

  private mutating func read(_ json: inout JSONScanner, isOne: Bool) throws(JSONError) {
    var draft = Draft()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "StreamName":
        guard stream.isEmpty else { throw Self.unusual }
        stream = try json.string()
      case "StreamARN", "SequenceNumberForOrdering": throw Self.unusual
      case "Records" where !isOne:
        guard records.isEmpty else { throw Self.unusual }
        try json.beginArray()
        while try json.nextElement() { records.append(try Self.record(&json)) }
      default:
        let isTaken = isOne ? try draft.take(key, &json) : false
        if !isTaken { try json.skipValue() }
      }
    }
    if isOne { records = [try draft.finish()] }
  }

  private static func record(_ json: inout JSONScanner) throws(JSONError) -> NewRecord {
    var draft = Draft()
    try json.beginObject()
    while let key = try json.nextKey() {
      if try !draft.take(key, &json) { try json.skipValue() }
    }
    return try draft.finish()
  }

  /// The members of one record, as far as they were read.
  private struct Draft {
    var data: [UInt8]?
    var key: [UInt8]?
    var hashKey: UInt128?

    /// Reads the value of a member, where it is one of a record's.
    mutating func take(_ name: JSONText, _ json: inout JSONScanner) throws(JSONError) -> Bool {
      switch name {
      case "Data":
        let text = try json.stringSlice()
        guard data == nil, !text.isEscaped, let decoded = Base64.decode(text.bytes) else {
          throw PlainPut.unusual
        }
        data = decoded
      case "PartitionKey":
        var bytes: [UInt8] = []
        try json.stringSlice().append(to: &bytes)
        guard key == nil, (1...PlainPut.longestKey).contains(bytes.count) else {
          throw PlainPut.unusual
        }
        key = bytes
      case "ExplicitHashKey":
        let text = try json.string()
        guard hashKey == nil, TextPattern.hashKey.matches(text), let number = UInt128(text) else {
          throw PlainPut.unusual
        }
        hashKey = number
      default: return false
      }
      return true
    }

    func finish() throws(JSONError) -> NewRecord {
      guard let data, let key else { throw PlainPut.unusual }
      return NewRecord(data: data, key: key, hashKey: hashKey)
    }
  }
}
