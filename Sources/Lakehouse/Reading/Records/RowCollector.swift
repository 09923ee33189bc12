import JSONBytes
import PinterestModels

/// Keeps the rows of a table as they came.
struct RowCollector<Row: LakeRow>: RecordCollector {
  private let decoder: RowDecoder<Row>
  private(set) var rows: [Row] = []

  init(_ decoder: RowDecoder<Row>) { self.decoder = decoder }

  var count: Int { rows.count }

  func read(_ json: inout JSONScanner) throws(JSONError) -> Row { try decoder.read(&json) }

  func isDoubtful(_ row: borrowing Row) -> Bool { row.looksForeign }

  func salvage(_ json: inout JSONScanner) throws(JSONError) -> Salvaged<Row> {
    try decoder.salvage(&json)
  }

  mutating func take(_ row: consuming Row) { rows.append(row) }

  mutating func takeDamaged(_ bytes: UnsafeBufferPointer<UInt8>) { rows.append(decoder.nothing) }

  mutating func keepFirst(_ count: Int) { rows.removeSubrange(min(count, rows.count)...) }
}
