import PinterestModels
import SQLite

/// Makes cleaned rows a frame that SQLite reads.
struct FrameFilling: CleanCellReceiver {
  private var builder: SQLiteFrame.Builder
  /// For each column of the rows, whether it is wanted.
  private let isWanted: [Bool]
  private var column = 0

  /// The frame of `rows`, with all columns or with some of them.
  static func frame<Row: CleanRow>(of rows: [Row], only wanted: Set<String>? = nil) -> SQLiteFrame {
    let isWanted = Row.columns.map { wanted?.contains($0.name) ?? true }
    let columns = zip(Row.columns, isWanted).filter(\.1).map { column, _ in
      SQLiteFrame.Column(column.name, column.kind.isInteger ? .integer : .text)
    }
    var filling = FrameFilling(
      builder: SQLiteFrame.Builder(columns: columns, expectedRows: rows.count),
      isWanted: isWanted
    )
    for row in rows {
      filling.column = 0
      row.forEachCell(&filling)
    }
    return filling.builder.finish()
  }

  private init(builder: SQLiteFrame.Builder, isWanted: [Bool]) {
    self.builder = builder
    self.isWanted = isWanted
  }

  mutating func take(_ integer: Int?) { if isNextWanted() { builder.append(integer) } }

  mutating func take(_ text: String?) { if isNextWanted() { builder.append(text) } }

  mutating func take(_ coordinates: Coordinates?) {
    if isNextWanted() { builder.append(coordinates?.description) }
  }

  mutating func take(_ timestamp: WireTimestamp?) {
    if isNextWanted() { builder.append(timestamp?.description) }
  }

  private mutating func isNextWanted() -> Bool {
    defer { column += 1 }
    return isWanted[column]
  }
}

extension CleanColumn.Kind {
  /// Whether SQLite holds it as a number.
  fileprivate var isInteger: Bool { self == .long || self == .int }
}
