import JSONBytes
import PinterestModels

/// Reads arbitrary bytes as each row and as a timestamp: what is read must survive writing.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  check(Pin.self, input)
  check(Geolocation.self, input)
  check(User.self, input)
  let text = String(decoding: input, as: UTF8.self)
  if let timestamp = WireTimestamp(parsing: text) {
    precondition(WireTimestamp(parsing: timestamp.description) == timestamp, "not the same moment")
  }
  if let uid = try? UserID(text) { precondition((12...63).contains(uid.bucket.utf8.count)) }
  return 0
}

private func check<Row: TableRow>(_ type: Row.Type, _ input: [UInt8]) {
  guard let row = try? Row(json: input) else { return }
  precondition((try? JSONValue(parsing: input))?.object != nil, "a row of what is no object")
  precondition((try? Row(json: row.json)) == row, "a row does not survive writing")
  precondition((try? Row(cells: row.cells)) == row, "a row is not its cells")
}
