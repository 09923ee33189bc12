import FoundationEssentials
import JSONBytes

/// One report of the v3 API on one record.
struct StreamReport {
  var id: String?
  var errorCode: Int?
  var message: String?
  var partition: Int?
  var offset: Int?
  var timestamp: Date?

  /// Reads a report, or an entry of the answer to a batch.
  init(from json: inout JSONScanner) throws(JSONError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "id": id = try json.optionalString()
      case "error_code": errorCode = try json.optionalInt()
      case "message": message = try json.optionalString()
      case "partition_id": partition = try json.optionalInt()
      case "offset": offset = try json.optionalInt()
      case "timestamp": timestamp = try json.optionalString().flatMap { Date(iso8601: $0) }
      default: try json.skipValue()
      }
    }
  }

  /// Reads a report that is all there is.
  init(_ bytes: [UInt8]) throws(JSONError) {
    self = try JSONScanner.scan(bytes) { json throws(JSONError) in
      let report = try StreamReport(from: &json)
      try json.finish()
      return report
    }
  }

  /// What the report says of its record.
  var outcome: RecordOutcome {
    guard errorCode ?? 200 == 200, let partition else {
      return .refused(
        RecordRefusal(errorCode: errorCode ?? 0, message: message ?? "no reason given")
      )
    }
    let known = offset.flatMap { $0 < 0 ? nil : Int64($0) }
    return .written(ProducedRecord(partition: partition, offset: known, timestamp: timestamp))
  }
}
