import CSVBytes
import PinterestModels

/// Finds the columns of a table in the first record of a file.
enum CSVHeader {
  static func columns(
    of table: Table,
    in bytes: [UInt8],
    path: String
  ) throws(RowSourceError) -> [Int] {
    var names: [String] = []
    do throws(CSVError) {
      var reader = CSVReader()
      let note: ([CSVField]) -> Void = { names = $0.map(\.text) }
      try reader.read(bytes, note)
      try reader.finish(note)
    } catch {
      throw RowSourceError(
        .malformedRow,
        source: path,
        place: RowSourceError.Place(table),
        detail: "its header: \(error)",
        underlying: error
      )
    }
    var columns: [Int] = []
    for (number, column) in table.columns.enumerated() {
      let spellings = number == 0 ? [column.name, "index", "ind"] : [column.name]
      let field = spellings.lazy.compactMap { names.firstIndex(of: $0) }.first
      guard let field else {
        throw RowSourceError(
          .noSuchColumn,
          source: path,
          place: RowSourceError.Place(table),
          detail: "its header has no \(column.name)"
        )
      }
      columns.append(field)
    }
    return columns
  }
}
