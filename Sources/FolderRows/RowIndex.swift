import CSVBytes
import PinterestModels

/// Where the rows of a file begin.
struct RowIndex {
  /// How rows lie in the file.
  enum Layout {
    /// A JSON object a line.
    case lines
    /// Fields in the order of a header; for each column of the table the number of its field.
    case records(fields: [Int])
  }

  private static let chunk = 1 << 20

  let layout: Layout
  private var starts: [Int] = []
  private var end = 0

  var count: Int { starts.count }

  /// The bytes of some rows, with blank lines between and behind them.
  func bytes(of positions: Range<Int>) -> Range<Int> {
    let end = positions.upperBound < starts.count ? starts[positions.upperBound] : end
    return starts[positions.lowerBound]..<end
  }

  /// Reads through the file once.
  init(of file: OpenFile, _ format: RowFormat, _ table: Table) throws(RowSourceError) {
    switch format {
    case .ndjson:
      layout = .lines
      try noteLines(of: file, table)
    case .csv:
      var header: [UInt8] = []
      var steps = CSVSteps()
      let headerEnd = try Self.readHeader(of: file, table, &steps, &header)
      layout = .records(fields: try CSVHeader.columns(of: table, in: header, path: file.path))
      try noteRecords(of: file, table, from: headerEnd, steps)
    }
  }

  private mutating func noteLines(of file: OpenFile, _ table: Table) throws(RowSourceError) {
    var isBlank = true
    try Self.forEachChunk(of: file, table) { bytes, offset in
      for (index, byte) in bytes.enumerated() {
        switch byte {
        case 0x0a: isBlank = true
        case 0x20, 0x09, 0x0d: continue
        default:
          if isBlank { starts.append(offset + index) }
          isBlank = false
        }
      }
      end = offset + bytes.count
    }
  }

  private mutating func noteRecords(
    of file: OpenFile,
    _ table: Table,
    from start: Int,
    _ steps: CSVSteps
  ) throws(RowSourceError) {
    var steps = steps
    end = start
    try Self.forEachChunk(of: file, table, from: start) { bytes, offset in
      for (index, byte) in bytes.enumerated() {
        let wasBetween = steps.isBetweenRecords
        _ = steps.step(byte)
        if wasBetween, !steps.isBetweenRecords { starts.append(offset + index) }
      }
      end = offset + bytes.count
    }
  }

  /// Reads the first record and gives the offset behind it.
  private static func readHeader(
    of file: OpenFile,
    _ table: Table,
    _ steps: inout CSVSteps,
    _ header: inout [UInt8]
  ) throws(RowSourceError) -> Int {
    let bytes = try file.read(0..<chunk, of: table)
    for byte in bytes {
      header.append(byte)
      if case .recordEnd = steps.step(byte) { break }
    }
    return header.count
  }

  private static func forEachChunk(
    of file: OpenFile,
    _ table: Table,
    from start: Int = 0,
    _ body: ([UInt8], Int) -> Void
  ) throws(RowSourceError) {
    var offset = start
    while true {
      let bytes = try file.read(offset..<(offset + chunk), of: table)
      guard !bytes.isEmpty else { return }
      body(bytes, offset)
      offset += bytes.count
    }
  }
}
