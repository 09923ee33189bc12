import JSONBytes

/// A batch as it was written down before it was carried out.
struct PlannedBatch: Hashable, Sendable {
  /// Counts up from 0 without gaps.
  let number: Int
  /// Where the batch before it ended.
  let start: StreamPosition
  /// Where it ends.
  let end: StreamPosition
  /// How many records it has: fewer on a second reading means that the source has dropped some.
  let records: Int

  var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.member("start", start.json)
      json.member("end", end.json)
      json.member("records", records)
    }
    return json.bytes
  }

  init(number: Int, start: StreamPosition, end: StreamPosition, records: Int) {
    self.number = number
    self.start = start
    self.end = end
    self.records = records
  }

  init?(number: Int, json bytes: [UInt8]) {
    guard let json = try? JSONValue(parsing: bytes), json["version"]?.int == 1,
      let start = StreamPosition(json["start"]), let end = StreamPosition(json["end"]),
      let records = json["records"]?.int
    else { return nil }
    self.init(number: number, start: start, end: end, records: records)
  }
}
