/// What a column holds.
public indirect enum FieldType: Hashable, Sendable {
  /// True or false.
  case boolean
  /// A whole number of 8 bits.
  case byte
  /// A whole number of 16 bits.
  case short
  /// A whole number of 32 bits.
  case integer
  /// A whole number of 64 bits.
  case long
  /// A floating-point number of 32 bits.
  case float
  /// A floating-point number of 64 bits.
  case double
  /// Text in UTF-8.
  case string
  /// Bytes without a meaning of their own.
  case binary
  /// Days since 1970-01-01.
  case date
  /// A moment: microseconds since 1970-01-01T00:00:00Z.
  case timestamp
  /// What a clock on the wall shows, in microseconds since 1970-01-01T00:00:00 there.
  case timestampWithoutZone
  /// A number of up to `precision` decimal digits, `scale` of them behind the point.
  case decimal(precision: Int, scale: Int)
  /// Any number of elements.
  case list(element: Field)
  /// Named fields in order.
  case structure([Field])
  /// Keys, each with a value.
  case map(key: Field, value: Field)

  /// A list whose elements are called as Spark, pyarrow and Delta call them.
  public static func list(of type: FieldType, containsNull: Bool = true) -> FieldType {
    .list(element: Field("element", type, isNullable: containsNull))
  }

  /// A map whose keys and values are called as Parquet calls them.
  public static func map(
    from key: FieldType,
    to value: FieldType,
    valueContainsNull: Bool = true
  ) -> FieldType {
    .map(
      key: Field("key", key, isNullable: false),
      value: Field("value", value, isNullable: valueContainsNull)
    )
  }

  /// In which of its arrays a column of this type keeps the values.
  var layout: Column.Layout {
    switch self {
    case .boolean, .byte, .short, .integer, .long, .date, .timestamp, .timestampWithoutZone:
      .integers
    case .float, .double: .doubles
    case .decimal: .decimals
    case .string, .binary: .bytes
    case .list: .list
    case .structure: .structure
    case .map: .map
    }
  }

  /// The whole numbers a column of this type can hold.
  var integerRange: ClosedRange<Int64> {
    switch self {
    case .boolean: 0...1
    case .byte: Int64(Int8.min)...Int64(Int8.max)
    case .short: Int64(Int16.min)...Int64(Int16.max)
    case .integer, .date: Int64(Int32.min)...Int64(Int32.max)
    default: Int64.min...Int64.max
    }
  }

  /// A decimal number of this type, without its point, is smaller than this.
  var decimalLimit: Int128 {
    guard case .decimal(let precision, _) = self else { return 0 }
    return (0..<min(max(0, precision), 38)).reduce(1) { power, _ in power * 10 }
  }

  /// The fields inside: a list's element, a structure's fields, a map's key and value.
  var children: [Field] {
    switch self {
    case .list(let element): [element]
    case .structure(let fields): fields
    case .map(let key, let value): [key, value]
    default: []
    }
  }
}
