public import PinterestModels

/// What every row of a cleaned table should fulfil; written as SQL would say it.
///
/// - `pin.ind is not null`
/// - `pin.unique_id is unique`
/// - `pin.category in (art, beauty, 'mens-fashion')`
/// - `user.age between 18 and 100`
///
/// Only the first asks for a value: the others let null pass, as SQL does.
public struct Expectation: Sendable, Hashable, CustomStringConvertible {
  /// What is expected of a column.
  public enum Check: Sendable, Hashable {
    /// There is a value.
    case notNull
    /// No value occurs twice.
    case unique
    /// The value is one of these.
    case accepted([String])
    /// The value, or each of the two coordinates, lies between these, both included.
    case range(ClosedRange<Double>)
    /// The moment lies between these, both included.
    case period(ClosedRange<WireTimestamp>)
  }

  /// The table.
  public let table: Table
  /// The name of the column.
  public let column: String
  /// What is expected of it.
  public let check: Check

  /// Expects something of a column; one that the table has not, or that holds something else, is an
  /// error.
  public init(_ table: Table, _ column: String, _ check: Check) throws(LakehouseError) {
    self.table = table
    self.column = column
    self.check = check
    guard let kind = table.cleanColumns.first(where: { $0.name == column })?.kind else {
      let names = table.cleanColumns.map(\.name).joined(separator: ", ")
      throw LakehouseError(.badOption, "\(table.rawValue).\(column)", detail: "there is \(names)")
    }
    switch (check, kind) {
    case (.accepted, .text), (.range, .int), (.range, .long), (.range, .doubles),
      (.period, .timestamp), (.notNull, _), (.unique, _):
      break
    default:
      throw LakehouseError(.badOption, description, detail: "the column is a \(kind.rawValue)")
    }
  }

  /// The expectation as SQL would say it.
  public var description: String {
    let name = "\(table.rawValue).\(column)"
    return switch check {
    case .notNull: "\(name) is not null"
    case .unique: "\(name) is unique"
    case .accepted(let values):
      "\(name) in (" + values.map { "'\($0)'" }.joined(separator: ", ") + ")"
    case .range(let range):
      "\(name) between \(Self.short(range.lowerBound)) and \(Self.short(range.upperBound))"
    case .period(let period): "\(name) between '\(period.lowerBound)' and '\(period.upperBound)'"
    }
  }

  private static func short(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

extension Table {
  /// The columns after cleaning.
  public var cleanColumns: [CleanColumn] {
    switch self {
    case .pin: CleanPin.columns
    case .geo: CleanGeolocation.columns
    case .user: CleanUser.columns
    }
  }
}
