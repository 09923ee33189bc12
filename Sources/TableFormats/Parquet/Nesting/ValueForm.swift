/// How a leaf's values lie in a file and what becomes of them in a column.
enum ValueForm: Hashable, Sendable {
  /// A bit a value.
  case bits
  /// 32 bits, with or without a sign.
  case int32(isSigned: Bool)
  /// 64 bits.
  case int64
  /// 64 bits without a sign, which only a decimal of 20 digits holds.
  case unsigned64
  /// Milliseconds, which become microseconds.
  case milliseconds
  /// Nanoseconds, which become the microseconds they began in.
  case nanoseconds
  /// Nanoseconds of a day and the day's Julian number, as Spark and Impala write moments.
  case int96
  /// IEEE 754 of 16, 32 and 64 bits.
  case half, float, double
  /// A length and as many bytes.
  case bytes
  /// Always the same number of bytes.
  case fixed(length: Int)
  /// An unscaled decimal of 32 bits, 64 bits, so many bytes, or a length and as many bytes.
  case decimal32, decimal64, decimalFixed(length: Int), decimalBytes
  /// One this package cannot read, with its name.
  case unsupported(String)

  /// The form of a leaf by which this package writes values of a type.
  init(writing type: FieldType) {
    switch type {
    case .boolean: self = .bits
    case .byte, .short, .integer, .date: self = .int32(isSigned: true)
    case .long, .timestamp, .timestampWithoutZone: self = .int64
    case .float: self = .float
    case .double: self = .double
    case .string, .binary: self = .bytes
    case .decimal(let precision, _):
      self =
        switch precision {
        case ...9: .decimal32
        case ...18: .decimal64
        default: .decimalFixed(length: Self.bytesNeeded(forDigits: precision))
        }
    case .list, .structure, .map: self = .unsupported("nesting without leaves")
    }
  }

  /// How many bytes hold every whole number of so many decimal digits, and its sign.
  static func bytesNeeded(forDigits digits: Int) -> Int {
    var bytes = 1
    // 8 bits less a sign are 2.1 digits; 0.30103 is the logarithm of 2.
    while Int(Double(8 * bytes - 1) * 0.301_029_995_663) < digits { bytes += 1 }
    return bytes
  }

  /// How the values lie, in the words of the format.
  var physicalType: PhysicalType {
    switch self {
    case .bits: .boolean
    case .int32, .decimal32: .int32
    case .int64, .unsigned64, .milliseconds, .nanoseconds, .decimal64: .int64
    case .int96: .int96
    case .float: .float
    case .double: .double
    case .bytes, .decimalBytes: .byteArray
    case .half, .fixed, .decimalFixed: .fixedLengthByteArray
    case .unsupported: .byteArray
    }
  }

  /// The length of every value, where all have the same; zero for bits.
  var width: Int? {
    switch self {
    case .bits: 0
    case .int32, .float, .decimal32: 4
    case .int64, .unsigned64, .milliseconds, .nanoseconds, .double, .decimal64: 8
    case .int96: 12
    case .half: 2
    case .fixed(let length), .decimalFixed(let length): length
    case .bytes, .decimalBytes, .unsupported: nil
    }
  }

  /// How many bytes a value's slot takes in a column, without the bytes of a text.
  var slotSize: Int {
    switch self {
    case .decimal32, .decimal64, .decimalFixed, .decimalBytes, .unsigned64: 16
    case .fixed(let length): 8 + length
    default: 8
    }
  }
}
