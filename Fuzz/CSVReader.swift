import CSVBytes

/// Reads arbitrary bytes as CSV, whole and in pieces, and writes and reads again what came out.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let whole = records(input, piece: .max)
  precondition(whole == records(input, piece: 1), "pieces change what is read")
  guard let whole else { return 0 }
  var writer = CSVWriter()
  for record in whole { writer.write(record.map(\.value)) }
  let again = records(writer.bytes, piece: 7)
  // A byte order mark before a text that is first of all would be taken for the file's.
  guard whole.first?.first?.text.unicodeScalars.first != "\u{feff}" else { return 0 }
  let values = whole.map { $0 == [CSVField("")] ? [""] : $0.map(\.value) }
  precondition(again?.map { $0.map(\.value) } == values, "not the same again")
  return 0
}

private func records(_ bytes: [UInt8], piece: Int) -> [[CSVField]]? {
  var reader = CSVReader()
  var records: [[CSVField]] = []
  do throws(CSVError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      try reader.read(rest.prefix(piece)) { records.append($0) }
      rest = rest.dropFirst(min(piece, rest.count))
    }
    try reader.finish { records.append($0) }
    return records
  } catch {
    return nil
  }
}
