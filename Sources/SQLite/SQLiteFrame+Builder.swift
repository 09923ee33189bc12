extension SQLiteFrame {
  /// Takes rows, cell by cell, and becomes a frame.
  public struct Builder {
    private let columns: [Column]
    private var cells: [ColumnCells]
    private var column = 0
    private var rowCount = 0

    /// Starts a frame with these columns, of which the first must hold integers.
    public init(columns: [Column], expectedRows: Int) {
      precondition(columns.first?.kind == .integer, "the key is an integer")
      self.columns = columns
      cells = columns.map { ColumnCells($0.kind, expectedRows: expectedRows) }
    }

    /// Adds the next cell of a row, an integer or nothing.
    public mutating func append(_ value: Int?) {
      cells[column].append(value)
      advance()
    }

    /// Adds the next cell of a row, a text or nothing.
    public mutating func append(_ value: String?) {
      cells[column].append(value)
      advance()
    }

    /// The frame of all rows so far.
    public consuming func finish() -> SQLiteFrame {
      precondition(column == 0, "the last row is short")
      return SQLiteFrame(columns: columns, rowCount: rowCount, cells: cells)
    }

    private mutating func advance() {
      column += 1
      if column == columns.count {
        column = 0
        rowCount += 1
      }
    }
  }
}
