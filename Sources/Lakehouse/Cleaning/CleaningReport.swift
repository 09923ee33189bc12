public import PinterestModels

/// What cleaning did: how many rows came, how many stayed, and how many each rule changed.
public struct CleaningReport: Sendable, Hashable {
  private var changed = [Int](repeating: 0, count: CleaningRule.allCases.count)
  private var came: [Table: Int] = [:]

  /// Nothing cleaned yet.
  public init() {}

  /// How many rows a rule changed.
  public subscript(_ rule: CleaningRule) -> Int { changed[rule.rawValue] }

  /// How many rows of a table came.
  public func rows(of table: Table) -> Int { came[table] ?? 0 }

  /// How many rows of a table stayed.
  public func rowsKept(of table: Table) -> Int {
    rows(of: table) - self[.empty(table)] - self[.duplicate(table)]
  }

  /// The rules that changed something, in order.
  public var rules: [CleaningRule] { CleaningRule.allCases.filter { self[$0] > 0 } }

  /// Counts a row that a rule changed.
  @inline(__always)
  mutating func note(_ rule: CleaningRule, _ rows: Int = 1) { changed[rule.rawValue] += rows }

  /// Counts rows that came.
  mutating func note(_ rows: Int, of table: Table) { came[table, default: 0] += rows }

  /// Adds what was done elsewhere.
  public mutating func add(_ other: CleaningReport) {
    for index in changed.indices { changed[index] += other.changed[index] }
    came.merge(other.came, uniquingKeysWith: +)
  }
}
