/// What values mean: the logical type of a field, or the converted type older writers give.
enum Annotation: Hashable, Sendable {
  case string, map, list, enumeration, date, json, bson, uuid, half, interval, unknown
  case decimal(precision: Int, scale: Int)
  case time(TimeUnit, isUTC: Bool)
  case timestamp(TimeUnit, isUTC: Bool)
  case integer(bits: Int, isSigned: Bool)
  /// One that came after this code was written, or that it does not know.
  case other(Int)

  /// Reads the union `LogicalType`.
  static func logical(_ thrift: inout ThriftReader, _ field: ThriftReader.Field)
    throws(TableFormatError) -> Annotation?
  {
    var annotation: Annotation?
    try thrift.structure(field) { thrift, field throws(TableFormatError) in
      switch field.id {
      case 5: annotation = try decimal(&thrift, field)
      case 7, 8: annotation = try moment(&thrift, field)
      case 10: annotation = try integer(&thrift, field)
      default:
        annotation = plain[field.id] ?? .other(field.id)
        try thrift.skip(field)
      }
    }
    return annotation
  }

  private static let plain: [Int: Annotation] = [
    1: .string, 2: .map, 3: .list, 4: .enumeration, 6: .date, 11: .unknown, 12: .json, 13: .bson,
    14: .uuid, 15: .half,
  ]

  private static func decimal(_ thrift: inout ThriftReader, _ field: ThriftReader.Field)
    throws(TableFormatError) -> Annotation
  {
    var (precision, scale) = (0, 0)
    try thrift.structure(field) { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: scale = try thrift.member(field)
      case 2: precision = try thrift.member(field)
      default: try thrift.skip(field)
      }
    }
    return .decimal(precision: precision, scale: scale)
  }

  private static func moment(_ thrift: inout ThriftReader, _ field: ThriftReader.Field)
    throws(TableFormatError) -> Annotation
  {
    var (unit, isUTC) = (nil as TimeUnit?, false)
    try thrift.structure(field) { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: isUTC = try thrift.boolean(field)
      case 2:
        try thrift.structure(field) { thrift, field throws(TableFormatError) in
          unit = TimeUnit(rawValue: field.id)
          try thrift.skip(field)
        }
      default: try thrift.skip(field)
      }
    }
    guard let unit else { throw thrift.malformed("a time without a unit") }
    return field.id == 7 ? .time(unit, isUTC: isUTC) : .timestamp(unit, isUTC: isUTC)
  }

  private static func integer(_ thrift: inout ThriftReader, _ field: ThriftReader.Field)
    throws(TableFormatError) -> Annotation
  {
    var (bits, isSigned) = (0, true)
    try thrift.structure(field) { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: bits = Int(try thrift.integer(field))
      case 2: isSigned = try thrift.boolean(field)
      default: try thrift.skip(field)
      }
    }
    return .integer(bits: bits, isSigned: isSigned)
  }
}
