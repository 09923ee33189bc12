import CSVBytes
import JSONBytes
import PinterestModels

/// Makes rows of the bytes of some positions.
struct PageDecoder<Row: TableRow> {
  let path: String
  let positions: Range<Int>

  func rows(fromLines bytes: [UInt8]) throws(RowSourceError) -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(positions.count)
    do throws(JSONError) {
      try JSONScanner.scan(bytes) { json throws(JSONError) in
        while !json.isAtEnd() { rows.append(try Row(from: &json)) }
      }
    } catch {
      throw malformed(at: rows.count, error)
    }
    return try checked(rows)
  }

  func rows(
    fromRecords bytes: [UInt8],
    fields: [Int]
  ) throws(RowSourceError) -> [Row] {
    var records: [[CSVField]] = []
    do throws(CSVError) {
      var reader = CSVReader()
      try reader.read(bytes) { records.append($0) }
      try reader.finish { records.append($0) }
    } catch {
      throw malformed(at: records.count, error)
    }
    var rows: [Row] = []
    rows.reserveCapacity(records.count)
    for record in records {
      do throws(CellError) {
        rows.append(try Row(cells: fields.map { Self.cell(record, $0) }))
      } catch {
        throw malformed(at: rows.count, error)
      }
    }
    return try checked(rows)
  }

  /// A field that is not there is as absent as an empty one.
  private static func cell(_ record: [CSVField], _ field: Int) -> Cell {
    guard field < record.count, let value = record[field].value else { return .null }
    return .text(value)
  }

  /// Fewer rows than lines are rows that go over several, or a file that has become shorter.
  private func checked(_ rows: [Row]) throws(RowSourceError) -> [Row] {
    guard rows.count == positions.count else {
      throw malformed(at: min(rows.count, positions.count - 1), "there is not one row a line")
    }
    return rows
  }

  private func malformed(at row: Int, _ error: any Error) -> RowSourceError {
    malformed(at: row, "\(error)", error)
  }

  private func malformed(
    at row: Int,
    _ detail: String,
    _ error: (any Error)? = nil
  ) -> RowSourceError {
    RowSourceError(
      .malformedRow,
      source: path,
      place: RowSourceError.Place(Row.table, at: positions.lowerBound + row),
      detail: detail,
      underlying: error
    )
  }
}
