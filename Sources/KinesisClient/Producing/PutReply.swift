import JSONBytes

/// An answer about records that went together: one item each, in their order.
struct PutReply: Sendable {
  /// What was said of one record.
  enum Item: Sendable, Hashable {
    case written(ShardID, SequenceNumber)
    case refused(KinesisError.Code, String)
  }

  var items: [Item] = []
  /// Whether an attempt whose answer was lost may have written them before.
  var mayRepeat = false
  /// How many attempts were throttled as a whole.
  var throttles = 0

  /// Reads an answer to `PutRecords` about `count` records.
  init(_ answer: Answer, count: Int) throws(KinesisError) {
    let items: [Item]? = try answer.read { json throws(JSONError) in
      var items: [Item]?
      try json.members { key, json throws(JSONError) in
        if key == "Records" { items = try Self.items(from: &json) } else { try json.skipValue() }
      }
      return items
    }
    self.items = items ?? []
    guard self.items.count == count else {
      throw answer.malformed("it tells of \(self.items.count) records where \(count) were sent")
    }
    mayRepeat = answer.mayRepeat
    throttles = answer.throttles
  }

  /// Reads an answer to `PutRecord`.
  init(single answer: Answer) throws(KinesisError) {
    let item: Item? = try answer.read { json throws(JSONError) in try Self.item(from: &json) }
    guard let item, case .written = item else {
      throw answer.malformed("it does not say where the record is")
    }
    items = [item]
    mayRepeat = answer.mayRepeat
    throttles = answer.throttles
  }

  private static func items(from json: inout JSONScanner) throws(JSONError) -> [Item]? {
    if try json.readNull() { return nil }
    return try json.elements { json throws(JSONError) in
      let position = json.position
      guard let item = try item(from: &json) else {
        throw JSONError(.unsuitableValue, at: position, "neither a place nor an error")
      }
      return item
    }
  }

  private static func item(from json: inout JSONScanner) throws(JSONError) -> Item? {
    var (shard, number, code, message) = (String?.none, String?.none, String?.none, String?.none)
    try json.members { key, json throws(JSONError) in
      switch key {
      case "SequenceNumber": number = try json.optionalString()
      case "ShardId": shard = try json.optionalString()
      case "ErrorCode": code = try json.optionalString()
      case "ErrorMessage": message = try json.optionalString()
      default: try json.skipValue()
      }
    }
    if let code { return .refused(.init(wire: code), message ?? "") }
    guard let shard, let number else { return nil }
    return .written(ShardID(rawValue: shard), SequenceNumber(rawValue: number))
  }
}
