/// Takes cells column by column and names the column that cannot take its cell.
struct CellReader {
  private let columns: [Column]
  private let cells: [Cell]
  private var next = 0

  init(_ cells: [Cell], of table: Table) {
    columns = table.columns
    precondition(cells.count == columns.count, "a row has one cell for each column of its table")
    self.cells = cells
  }

  mutating func text() -> String? { advance().asText }

  mutating func integer() throws(CellError) -> Int? {
    try named { cell throws(CellError) in try cell.asInteger() }
  }

  mutating func number() throws(CellError) -> Double? {
    try named { cell throws(CellError) in try cell.asNumber() }
  }

  mutating func timestamp() throws(CellError) -> WireTimestamp? {
    try named { cell throws(CellError) in try cell.asTimestamp() }
  }

  private mutating func advance() -> Cell {
    defer { next += 1 }
    return cells[next]
  }

  private mutating func named<Value>(
    _ convert: (Cell) throws(CellError) -> Value
  ) throws(CellError) -> Value {
    let column = columns[next].name
    do {
      return try convert(advance())
    } catch {
      var error = error
      error.column = column
      throw error
    }
  }
}
