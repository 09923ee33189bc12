/// The older way to say what values mean: a number beside the field, precision and scale next to it.
extension Annotation {
  /// What a converted type means.
  static func converted(_ number: Int, precision: Int, scale: Int) -> Annotation {
    switch number {
    case 0: .string
    case 1, 2: .map
    case 3: .list
    case 4: .enumeration
    case 5: .decimal(precision: precision, scale: scale)
    case 6: .date
    case 7: .time(.milliseconds, isUTC: true)
    case 8: .time(.microseconds, isUTC: true)
    case 9: .timestamp(.milliseconds, isUTC: true)
    case 10: .timestamp(.microseconds, isUTC: true)
    case 11...14: .integer(bits: 8 << (number - 11), isSigned: false)
    case 15...18: .integer(bits: 8 << (number - 15), isSigned: true)
    case 19: .json
    case 20: .bson
    case 21: .interval
    default: .other(number)
    }
  }

  /// The number older readers look for, where there is one that says the same.
  var convertedNumber: Int? {
    switch self {
    case .string: 0
    case .map: 1
    case .list: 3
    case .decimal: 5
    case .date: 6
    case .timestamp(.microseconds, isUTC: true): 10
    case .integer(8, true): 15
    case .integer(16, true): 16
    default: nil
    }
  }

  /// Writes the union `LogicalType`; only what this package writes itself is in it.
  func write(_ thrift: inout ThriftWriter) {
    switch self {
    case .string: thrift.structure(1)
    case .map: thrift.structure(2)
    case .list: thrift.structure(3)
    case .decimal(let precision, let scale):
      thrift.structure(5) {
        $0.int32(1, scale)
        $0.int32(2, precision)
      }
    case .date: thrift.structure(6)
    case .timestamp(let unit, let isUTC):
      thrift.structure(8) {
        $0.boolean(1, isUTC)
        $0.structure(2) { $0.structure(unit.rawValue) }
      }
    case .integer(let bits, let isSigned):
      thrift.structure(10) {
        $0.int8(1, bits)
        $0.boolean(2, isSigned)
      }
    default: break
    }
  }
}
