import JSONBytes

/// Learns the columns of all records, and keeps the first of them whole.
struct InferringCollector: RecordCollector {
  private(set) var columns: [InferredColumn] = []
  private(set) var records: [JSONObject] = []
  private(set) var count = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func read(_ json: inout JSONScanner) throws(JSONError) -> JSONObject {
    let start = json.position
    switch try JSONValue(from: &json) {
    case .object(let object): return object
    // A row of which nothing is known, as for Spark.
    case .null: return JSONObject([])
    default: throw JSONError(.unsuitableValue, at: start, "expected an object")
    }
  }

  func isDoubtful(_ record: borrowing JSONObject) -> Bool { false }

  func salvage(_ json: inout JSONScanner) throws(JSONError) -> Salvaged<JSONObject> {
    Salvaged(record: try read(&json))
  }

  mutating func take(_ record: consuming JSONObject) {
    columns = InferredColumn.merge(columns, InferredColumn.columns(of: record))
    if count < limit { records.append(record) }
    count += 1
  }

  mutating func takeDamaged(_ bytes: UnsafeBufferPointer<UInt8>) {
    let line = String(decoding: bytes, as: UTF8.self)
    take(JSONObject([JSONObject.Member(InferredFrame.corruptRecord, .string(line))]))
  }

  mutating func keepFirst(_ count: Int) { records.removeSubrange(min(count, records.count)...) }
}
