public import PinterestModels

/// A row of one of the three cleaned tables.
///
/// All columns are optional, as after the course's cleaning: what was a sentinel is absent.
public protocol CleanRow: Hashable, Sendable {
  /// The row it is made from.
  associatedtype Raw: LakeRow where Raw.Clean == Self

  /// The table it was a row of before.
  static var table: Table { get }

  /// The columns in the order of the course's text.
  static var columns: [CleanColumn] { get }

  /// `ind`: the number that joins it with the rows of the other two tables.
  var index: Int? { get set }

  /// What tells it from other rows: `unique_id` of a pin, `ind` elsewhere.
  var key: CleanCell { get }

  /// Whether it holds not a single value.
  var isEmpty: Bool { get }

  /// Makes it from the raw row, as the cleaner's options say, and counts what was changed.
  init(cleaning raw: consuming Raw, by cleaner: Cleaner, _ report: inout CleaningReport)

  /// Hands over one value a column, in the order of the columns.
  ///
  /// This is how rows get into databases, files and listings without anything made for each cell.
  func forEachCell(_ receiver: inout some CleanCellReceiver)
}

/// Takes the values of a cleaned row one by one, each with its type.
public protocol CleanCellReceiver {
  /// Takes a value of a `long` or `int` column.
  mutating func take(_ integer: Int?)
  /// Takes a value of a `text` column.
  mutating func take(_ text: String?)
  /// Takes a value of a `doubles` column.
  mutating func take(_ coordinates: Coordinates?)
  /// Takes a value of a `timestamp` column.
  mutating func take(_ timestamp: WireTimestamp?)
}

extension CleanRow {
  /// One value a column, for whoever has few rows.
  public var cells: [CleanCell] {
    var collector = CellCollector()
    forEachCell(&collector)
    return collector.cells
  }
}

private struct CellCollector: CleanCellReceiver {
  var cells: [CleanCell] = []

  mutating func take(_ integer: Int?) { cells.append(integer.map { .integer($0) } ?? .null) }
  mutating func take(_ text: String?) { cells.append(text.map { .text($0) } ?? .null) }
  mutating func take(_ coordinates: Coordinates?) {
    cells.append(coordinates.map { .coordinates($0) } ?? .null)
  }
  mutating func take(_ timestamp: WireTimestamp?) {
    cells.append(timestamp.map { .timestamp($0) } ?? .null)
  }
}
