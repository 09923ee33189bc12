import TableFormats

/// Reads files that anybody may have sent: what is read is written and read again, the same both times.
///
/// The first byte says whether the rest is a file, or edits to one that was whole: three bytes each, a
/// place and what stands there now.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let choice = input.first else { return 0 }
  let rest = Array(input.dropFirst())
  let bytes = choice < wholeFiles.count ? edited(wholeFiles[Int(choice)], rest) : rest
  var options = ParquetFile.Options()
  options.memoryLimit = 1 << 25
  guard let batch = try? ParquetFile.read(bytes, options: options), batch.rowCount < 10_000,
    let once = try? ParquetWriter.bytes(of: batch)
  else { return 0 }
  guard let again = try? ParquetFile.read(once), let twice = try? ParquetWriter.bytes(of: again)
  else { preconditionFailure("what was written cannot be read") }
  precondition(once == twice, "what was written is read as something else")
  return 0
}

private func edited(_ file: [UInt8], _ edits: [UInt8]) -> [UInt8] {
  var file = file
  for edit in stride(from: 0, to: edits.count - 2, by: 3) {
    let place = Int(edits[edit]) << 8 | Int(edits[edit + 1])
    file[place % file.count] = edits[edit + 2]
  }
  return file
}

/// The same table in every compression, with dictionaries and without.
private let wholeFiles: [[UInt8]] = ParquetCodec.allCases.flatMap { codec in
  [true, false].compactMap { usesDictionaries in
    var options = ParquetWriter.Options()
    options.codec = codec
    options.usesDictionaries = usesDictionaries
    options.pageSize = 64
    options.rowGroupRows = 16
    return try? ParquetWriter.bytes(of: table(), options: options)
  }
}

private func table() throws -> ColumnBatch {
  let point = FieldType.structure([Field("x", .double), Field("names", .list(of: .string))])
  let schema = TableSchema([
    Field("id", .long, isNullable: false), Field("name", .string), Field("isOpen", .boolean),
    Field("price", .decimal(precision: 30, scale: 2)), Field("ratio", .float),
    Field("coordinates", .list(of: .double)), Field("tags", .map(from: .string, to: .string)),
    Field("point", point), Field("deep", .list(of: .list(of: point))),
  ])
  return try ColumnBatch(
    schema,
    rows: (0..<24).map { row in
      let name: Value = row % 3 == 0 ? nil : .string("name \(row % 5)")
      let place = Value.structure([.double(Double(row)), .list([name, "a"])])
      return [
        .integer(Int64(row)), name, row % 4 == 0 ? nil : .boolean(row % 2 == 0),
        .decimal(Int128(row) << 70),
        .double(0.5), .list([1.5, nil]), .map([.init("k", name)]), row % 5 == 0 ? nil : place,
        .list([nil, .list([place, nil]), []]),
      ]
    }
  )
}
