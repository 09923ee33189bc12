/// Rows under headings, aligned for a reader: text to the left, numbers to the right.
public struct TextTable: Sendable {
  private let headings: [String]
  private var rows: [[String]] = []

  /// Starts a table.
  public init(_ headings: String...) { self.headings = headings }

  /// Starts a table whose columns are known only now.
  public init(headings: [String]) { self.headings = headings }

  /// Adds a row; missing cells are empty.
  public mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines to print, the headings first.
  public var lines: [String] {
    let columns = headings.indices.map { column in
      Column(
        heading: headings[column],
        cells: rows.map { $0.indices.contains(column) ? $0[column] : "" }
      )
    }
    let count = rows.count + 1
    return (0..<count).map { row in
      var line = columns.map { $0.padded(row) }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private struct Column {
    let cells: [String]
    let width: Int
    let isNumeric: Bool

    init(heading: String, cells: [String]) {
      self.cells = [heading] + cells
      width = self.cells.map(\.count).max() ?? 0
      let filled = cells.filter { !$0.isEmpty }
      isNumeric = !filled.isEmpty && filled.allSatisfy { Double($0) != nil }
    }

    func padded(_ row: Int) -> String {
      let space = String(repeating: " ", count: width - cells[row].count)
      return isNumeric ? space + cells[row] : cells[row] + space
    }
  }
}
