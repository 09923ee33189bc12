/// The values of one field over many rows, kept by kind in plain arrays.
///
/// Which arrays are in use follows from the field's type; the others stay empty:
///
/// | type | `integers` | `doubles` | `decimals` | `bytes` | `offsets` | `children` |
/// |---|---|---|---|---|---|---|
/// | boolean (0, 1), whole numbers, dates, timestamps | a slot a row | | | | | |
/// | float, double | | a slot a row | | | | |
/// | decimal | | | a slot a row | | | |
/// | string, binary | | | | end to end | `count + 1` | |
/// | list | | | | | `count + 1` | the elements |
/// | structure | | | | | | its fields, a slot a row |
/// | map | | | | | `count + 1` | keys, values |
///
/// A null row has a slot as well (zero, or nothing between its offsets), so row `i` is always slot `i`.
public struct Column: Hashable, Sendable {
  /// Which arrays carry the values.
  enum Layout: Hashable, Sendable {
    case integers, doubles, decimals, bytes, list, structure, map
  }

  /// Name and type.
  public let field: Field
  let layout: Layout
  /// The whole numbers that fit.
  let range: ClosedRange<Int64>
  /// The decimals that fit are smaller than this.
  let decimalLimit: Int128
  /// How many rows there are.
  public internal(set) var count = 0
  /// How many of them are null.
  public internal(set) var nullCount = 0
  /// False where a row is null; empty while no row is.
  public internal(set) var validity: [Bool] = []
  /// Whole numbers, booleans, dates and timestamps.
  public internal(set) var integers: [Int64] = []
  /// Numbers of either width.
  public internal(set) var doubles: [Double] = []
  /// Decimals without their point.
  public internal(set) var decimals: [Int128] = []
  /// The bytes of all strings, one after the other.
  public internal(set) var bytes: [UInt8] = []
  /// Where row `i` starts and ends, in `bytes` or in the children: `offsets[i]..<offsets[i + 1]`.
  public internal(set) var offsets: [Int] = []
  /// What is inside a nested column.
  public internal(set) var children: [Column] = []

  /// Starts without rows.
  public init(_ field: Field) {
    self.field = field
    layout = field.type.layout
    range = field.type.integerRange
    decimalLimit = field.type.decimalLimit
    children = field.type.children.map(Column.init)
    switch layout {
    case .bytes, .list, .map: offsets = [0]
    case .integers, .doubles, .decimals, .structure: break
    }
  }

  /// Takes room for so many rows at once.
  public mutating func reserveCapacity(_ rows: Int) {
    switch layout {
    case .integers: integers.reserveCapacity(rows)
    case .doubles: doubles.reserveCapacity(rows)
    case .decimals: decimals.reserveCapacity(rows)
    case .bytes, .list, .map: offsets.reserveCapacity(rows + 1)
    case .structure: for i in children.indices { children[i].reserveCapacity(rows) }
    }
  }

  /// The field of a structure, by its name.
  public func child(_ name: String) -> Column? { children.first { $0.field.name == name } }

  /// Whether a row is null.
  public func isNull(at row: Int) -> Bool { nullCount > 0 && !validity[row] }

  /// Where a row's bytes are in `bytes`, or its elements in `children`.
  public func range(at row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

  /// A whole number, the days of a date, the microseconds of a timestamp.
  public func integer(at row: Int) -> Int64? { isNull(at: row) ? nil : integers[row] }

  /// True or false.
  public func boolean(at row: Int) -> Bool? { isNull(at: row) ? nil : integers[row] != 0 }

  /// A number of either width.
  public func double(at row: Int) -> Double? { isNull(at: row) ? nil : doubles[row] }

  /// A decimal without its point.
  public func decimal(at row: Int) -> Int128? { isNull(at: row) ? nil : decimals[row] }

  /// The bytes of a string or a binary.
  public func bytes(at row: Int) -> ArraySlice<UInt8>? {
    isNull(at: row) ? nil : bytes[range(at: row)]
  }

  /// Text; bytes that are no UTF-8 come with replacement characters.
  public func string(at row: Int) -> String? {
    bytes(at: row).map { String(decoding: $0, as: UTF8.self) }
  }
}
