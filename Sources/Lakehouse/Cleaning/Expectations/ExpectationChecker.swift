public import PinterestModels

/// Holds the rows of a table to what is expected of them, batch by batch.
public struct ExpectationChecker: Sendable {
  /// Rows that do not fulfil an expectation.
  public struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// What was expected.
    public let expectation: Expectation
    /// How many rows do not fulfil it.
    public internal(set) var rows = 0
    /// The `ind` of the first of them, with the value that was there.
    public internal(set) var examples: [String] = []

    /// `user.age between 18 and 100: 2 rows, such as ind 7: 130`.
    public var description: String {
      let more = examples.isEmpty ? "" : ", such as " + examples.joined(separator: "; ")
      return "\(expectation): \(rows) row\(rows == 1 ? "" : "s")\(more)"
    }
  }

  fileprivate struct State: Sendable {
    let column: Int
    var violation: Violation
    var seen: Set<CleanCell> = []
  }

  private var states: [State]

  /// Checks rows of one table; expectations of other tables are left to others.
  public init(_ expectations: [Expectation], of table: Table) {
    states = expectations.filter { $0.table == table }.compactMap { expectation in
      let column = table.cleanColumns.firstIndex { $0.name == expectation.column }
      return column.map { State(column: $0, violation: Violation(expectation: expectation)) }
    }
  }

  /// Looks at further rows.
  public mutating func check(_ rows: [some CleanRow]) {
    guard !states.isEmpty else { return }
    for row in rows {
      let cells = row.cells
      for index in states.indices {
        states[index].check(cells[states[index].column], of: row.index)
      }
    }
  }

  /// The expectations that do not hold.
  public var violations: [Violation] { states.map(\.violation).filter { $0.rows > 0 } }
}

extension ExpectationChecker.State {
  fileprivate mutating func check(_ cell: CleanCell, of index: Int?) {
    guard !holds(cell) else { return }
    violation.rows += 1
    guard violation.examples.count < 3 else { return }
    violation.examples.append("ind \(index.map(String.init) ?? "null"): \(cell)")
  }

  private mutating func holds(_ cell: CleanCell) -> Bool {
    switch (violation.expectation.check, cell) {
    case (.notNull, _): cell != .null
    case (_, .null): true
    case (.unique, _): seen.insert(cell).inserted
    case (.accepted(let values), .text(let text)): values.contains(text)
    case (.range(let range), .integer(let number)): range.contains(Double(number))
    case (.range(let range), .coordinates(let place)):
      range.contains(place.latitude) && range.contains(place.longitude)
    case (.period(let period), .timestamp(let moment)): period.contains(moment)
    default: true
    }
  }
}
