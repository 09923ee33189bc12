import JSONBytes

/// The answer to a produce of the v2 API: one entry a record, in request order.
enum ProduceReply {
  /// Reads an answer.
  static func report(from body: [UInt8]) throws(JSONError) -> ProduceReport {
    var report = ProduceReport(outcomes: [])
    var hasOffsets = false
    try JSONScanner.scan(body) { json throws(JSONError) in
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "offsets":
          hasOffsets = true
          try json.beginArray()
          while try json.nextElement() {
            report.outcomes.append(try outcome(from: &json))
          }
        case "key_schema_id": report.keySchemaID = try json.optionalInt()
        case "value_schema_id": report.valueSchemaID = try json.optionalInt()
        default: try json.skipValue()
        }
      }
      try json.finish()
    }
    guard hasOffsets else { throw JSONError(.unsuitableValue, at: 0, "there are no offsets") }
    return report
  }

  /// Whether a body reports on records, whatever the status: proxies send 401, 403 and 422 so.
  static func isReport(_ body: [UInt8]) -> Bool {
    (try? report(from: body)) != nil
  }

  private static func outcome(from json: inout JSONScanner) throws(JSONError) -> RecordOutcome {
    var partition: Int?
    var offset: Int?
    var errorCode: Int?
    var message: String?
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "partition": partition = try json.optionalInt()
      case "offset": offset = try json.optionalInt()
      case "error_code": errorCode = try json.optionalInt()
      case "error", "message": message = try json.optionalString() ?? message
      default: try json.skipValue()
      }
    }
    if let partition, errorCode == nil, message == nil {
      let known = offset.flatMap { $0 < 0 ? nil : Int64($0) }
      return .written(ProducedRecord(partition: partition, offset: known))
    }
    return .refused(
      RecordRefusal(errorCode: errorCode ?? 0, message: message ?? "no reason given")
    )
  }
}

extension JSONScanner {
  /// Reads a whole number or null.
  mutating func optionalInt() throws(JSONError) -> Int? {
    if try readNull() { return nil }
    let number = try number()
    guard let int = number.int else {
      throw JSONError(.unsuitableValue, at: position, "expected a whole number")
    }
    return int
  }

  /// Reads a text or null.
  mutating func optionalString() throws(JSONError) -> String? {
    try readNull() ? nil : try string()
  }
}
