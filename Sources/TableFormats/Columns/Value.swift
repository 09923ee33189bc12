/// One value of any column, for code that goes row by row.
///
/// Columns are the fast way; this is the convenient one.
public enum Value: Hashable, Sendable {
  /// Nothing.
  case null
  /// True or false.
  case boolean(Bool)
  /// A whole number of any width, the days of a date, the microseconds of a timestamp.
  case integer(Int64)
  /// A number with a fraction, of either width.
  case double(Double)
  /// A decimal number without its point: 12.50 of scale 2 is 1250.
  case decimal(Int128)
  /// Text.
  case string(String)
  /// Bytes.
  case bytes([UInt8])
  /// The elements of a list.
  case list([Value])
  /// The fields of a structure, in the order of its type.
  case structure([Value])
  /// The entries of a map, in the order they were written.
  case map([Entry])

  /// One key of a map with its value.
  public struct Entry: Hashable, Sendable {
    /// The key; never null.
    public var key: Value
    /// What belongs to it.
    public var value: Value

    /// Pairs a key with a value.
    public init(_ key: Value, _ value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// The name of the kind, for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "a whole number"
    case .double: "a number"
    case .decimal: "a decimal"
    case .string: "text"
    case .bytes: "bytes"
    case .list: "a list"
    case .structure: "a structure"
    case .map: "a map"
    }
  }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral
{
  /// `nil` is null.
  public init(nilLiteral: ()) { self = .null }
  /// `true` and `false`.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// Whole numbers.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// Numbers with a point.
  public init(floatLiteral value: Double) { self = .double(value) }
  /// Text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A list.
  public init(arrayLiteral elements: Value...) { self = .list(elements) }
}
