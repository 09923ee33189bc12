import JSONBytes
import PinterestModels

/// Keeps the rows of a table cleaned.
struct CleanCollector<Row: LakeRow>: RecordCollector {
  private let decoder: RowDecoder<Row>
  private let cleaner: Cleaner
  private(set) var rows: [Row.Clean] = []
  private(set) var report = CleaningReport()
  /// What tells each row from others, where whole rows are compared.
  private(set) var digests: [RowDigest] = []

  init(_ decoder: RowDecoder<Row>, _ cleaner: Cleaner) {
    self.decoder = decoder
    self.cleaner = cleaner
  }

  var count: Int { rows.count + report[.empty(Row.table)] }

  @inline(__always)
  func read(_ json: inout JSONScanner) throws(JSONError) -> Row { try decoder.read(&json) }

  @inline(__always)
  func isDoubtful(_ row: borrowing Row) -> Bool { row.looksForeign }

  func salvage(_ json: inout JSONScanner) throws(JSONError) -> Salvaged<Row> {
    try decoder.salvage(&json)
  }

  @inline(__always)
  mutating func take(_ row: consuming Row) {
    let clean = Row.Clean(cleaning: row, by: cleaner, &report)
    if cleaner.options.dropsEmptyRows, clean.isEmpty {
      report.note(.empty(Row.table))
      return
    }
    if cleaner.options.duplicates == .sameRow { digests.append(RowDigest(of: clean)) }
    rows.append(clean)
  }

  mutating func takeDamaged(_ bytes: UnsafeBufferPointer<UInt8>) { take(decoder.nothing) }

  mutating func keepFirst(_ count: Int) {
    rows.removeSubrange(min(count, rows.count)...)
    digests.removeSubrange(min(count, digests.count)...)
  }
}
