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
    guard rows.count == positions.count else {
      throw malformed(at: rows.count, JSONError(.trailingBytes, at: 0, "not one object a line"))
    }
    return rows
  }

  func rows(
    fromRecords bytes: [UInt8],
    columns: [Int]
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
        rows.append(try Row(cells: columns.map { Self.cell(record, $0) }))
      } catch {
        throw malformed(at: rows.count, error)
      }
    }
    return rows
  }

  /// A field that is not there is as absent as an empty one.
  private static func cell(_ record: [CSVField], _ column: Int) -> Cell {
    guard column < record.count, let value = record[column].value else { return .null }
    return .text(value)
  }

  private func malformed(at row: Int, _ error: any Error) -> RowSourceError {
    RowSourceError(
      .malformedRow,
      source: path,
      place: RowSourceError.Place(Row.table, at: positions.lowerBound + row),
      detail: "\(error)",
      underlying: error
    )
  }
}
