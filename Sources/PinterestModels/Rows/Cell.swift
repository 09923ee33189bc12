/// One value of a row before its column is known: what a database, a CSV file or JSON delivers.
///
/// A column takes what can be meant by it: a number spelled as a text, a text that is only digits, a
/// date in any of the spellings of ``WireTimestamp``. An empty text in a column that holds no text
/// is absent, as CSV files and form fields have it.
public enum Cell: Hashable, Sendable {
  /// Nothing: SQL's NULL, JSON's null, a member that is missing.
  case null
  /// A whole number.
  case integer(Int)
  /// A number with a fraction.
  case number(Double)
  /// A text.
  case text(String)
  /// A civil date and time.
  case timestamp(WireTimestamp)

  /// The value for a text column; a number gives its shortest spelling.
  public var asText: String? {
    switch self {
    case .null: nil
    case .integer(let value): value.description
    case .number(let value): value.description
    case .text(let value): value
    case .timestamp(let value): value.description
    }
  }

  /// The value for a whole-number column.
  public func asInteger() throws(CellError) -> Int? {
    switch self {
    case .null: return nil
    case .integer(let value): return value
    case .number(let value):
      guard let whole = Int(exactly: value) else { throw CellError(self, .integer) }
      return whole
    case .text(""): return nil
    case .text(let text):
      if let value = Int(text) { return value }
      guard let number = Double(text), let whole = Int(exactly: number) else {
        throw CellError(self, .integer)
      }
      return whole
    case .timestamp: throw CellError(self, .integer)
    }
  }

  /// The value for a number column.
  public func asNumber() throws(CellError) -> Double? {
    switch self {
    case .null: return nil
    case .integer(let value): return Double(value)
    case .number(let value): return value
    case .text(""): return nil
    case .text(let text):
      guard let value = Double(text), value.isFinite else { throw CellError(self, .number) }
      return value
    case .timestamp: throw CellError(self, .number)
    }
  }

  /// The value for a timestamp column; numbers are counts since 1970.
  public func asTimestamp() throws(CellError) -> WireTimestamp? {
    switch self {
    case .null, .text(""): return nil
    case .timestamp(let value): return value
    case .integer(let count):
      guard let value = WireTimestamp(epoch: count) else { throw CellError(self, .timestamp) }
      return value
    case .number(let count):
      guard let value = WireTimestamp(epoch: count) else { throw CellError(self, .timestamp) }
      return value
    case .text(let text):
      guard let value = WireTimestamp(parsing: text) else { throw CellError(self, .timestamp) }
      return value
    }
  }
}

/// A value that a column cannot take.
public struct CellError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The column, once it is known.
  public internal(set) var column: String?
  /// What came.
  public let cell: Cell
  /// What the column holds.
  public let expected: Column.Kind

  init(_ cell: Cell, _ expected: Column.Kind) {
    self.cell = cell
    self.expected = expected
  }

  /// `age: "abc" is no integer`.
  public var description: String {
    column.map { "\($0): \(complaint)" } ?? complaint
  }

  /// What is wrong, without the column.
  var complaint: String { "\"\((cell.asText ?? "null").prefix(80))\" is no \(expected.rawValue)" }
}

extension Cell {
  init(_ value: Int?) { self = value.map { .integer($0) } ?? .null }
  init(_ value: Double?) { self = value.map { .number($0) } ?? .null }
  init(_ value: String?) { self = value.map { .text($0) } ?? .null }
  init(_ value: WireTimestamp?) { self = value.map { .timestamp($0) } ?? .null }
}
