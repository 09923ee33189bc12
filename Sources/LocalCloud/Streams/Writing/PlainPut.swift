import Digests
import JSONBytes

/// A put as nearly all are, read straight from its bytes.
///
/// What is in any way out of the ordinary is none: it is read member by member then, and refused in
/// Kinesis's words if need be. So the two ways differ in their cost alone.
struct PlainPut: Sendable {
  /// Where a name or a value is not plain; the thorough way finds out what it is.
  fileprivate static let unusual = JSONError(.unsuitableValue, at: 0)
  private static let mostRecords = 500
  fileprivate static let longestKey = 256
  private static let longestName = 128

  let stream: String
  let records: [NewRecord]

  init?(_ operation: KinesisOperation, _ body: [UInt8]) {
    guard operation == .putRecord || operation == .putRecords else { return nil }
    let isOne = operation == .putRecord
    let draft = try? JSONScanner.scan(body, maximumDepth: 64) { (json) throws(JSONError) in
      var draft = Draft()
      draft.content.reserveCapacity(body.count)
      try draft.read(&json, isOne: isOne)
      try json.finish()
      return draft
    }
    guard let draft, !draft.records.isEmpty, draft.records.count <= Self.mostRecords,
      (1...Self.longestName).contains(draft.stream.utf8.count),
      TextPattern.name.matches(draft.stream)
    else { return nil }
    stream = draft.stream
    records = draft.records.map { record in
      NewRecord(
        data: draft.content[record.data],
        key: draft.content[record.key],
        hashKey: record.hashKey
      )
    }
  }
}

/// What was read so far.
private struct Draft {
  /// Where the data and the key of a record stand in what was read.
  struct Piece {
    let data: Range<Int>
    let key: Range<Int>
    let hashKey: UInt128?
  }

  var stream = ""
  /// Data and keys of all records, so that a batch takes one piece of memory and not two a record.
  var content: [UInt8] = []
  var records: [Piece] = []

  mutating func read(_ json: inout JSONScanner, isOne: Bool) throws(JSONError) {
    var one = RecordDraft()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "StreamName":
        guard stream.isEmpty else { throw PlainPut.unusual }
        stream = try json.string()
      case "StreamARN", "SequenceNumberForOrdering": throw PlainPut.unusual
      case "Records" where !isOne:
        guard records.isEmpty else { throw PlainPut.unusual }
        try json.beginArray()
        while try json.nextElement() { records.append(try record(&json)) }
      default:
        let isTaken = isOne ? try one.take(key, &json, &content) : false
        if !isTaken { try json.skipValue() }
      }
    }
    if isOne { records = [try one.finish()] }
  }

  private mutating func record(_ json: inout JSONScanner) throws(JSONError) -> Piece {
    var record = RecordDraft()
    try json.beginObject()
    while let key = try json.nextKey() {
      if try !record.take(key, &json, &content) { try json.skipValue() }
    }
    return try record.finish()
  }
}

/// The members of one record, as far as they were read.
private struct RecordDraft {
  var data: Range<Int>?
  var key: Range<Int>?
  var hashKey: UInt128?

  /// Reads the value of a member, where it is one of a record's.
  mutating func take(
    _ name: JSONText,
    _ json: inout JSONScanner,
    _ content: inout [UInt8]
  ) throws(JSONError) -> Bool {
    let start = content.count
    switch name {
    case "Data":
      let text = try json.stringSlice()
      guard data == nil, !text.isEscaped, Base64.append(decoding: text.bytes, to: &content) else {
        throw PlainPut.unusual
      }
      data = start..<content.count
    case "PartitionKey":
      try json.stringSlice().append(to: &content)
      guard key == nil, (1...PlainPut.longestKey).contains(content.count - start) else {
        throw PlainPut.unusual
      }
      key = start..<content.count
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

  func finish() throws(JSONError) -> Draft.Piece {
    guard let data, let key else { throw PlainPut.unusual }
    return Draft.Piece(data: data, key: key, hashKey: hashKey)
  }
}
