/// What a leaf of a file is to a table.
enum LeafMeaning {
  /// The type and the form of a leaf; nil where its line contradicts itself.
  static func of(_ element: SchemaElement) -> (FieldType, ValueForm)? {
    guard let type = element.type else { return nil }
    switch type {
    case .boolean: return (.boolean, .bits)
    case .int32: return int32(element.annotation)
    case .int64: return int64(element.annotation)
    case .int96: return (.timestamp, .int96)
    case .float: return (.float, .float)
    case .double: return (.double, .double)
    case .byteArray: return byteArray(element.annotation)
    case .fixedLengthByteArray: return fixed(element.annotation, element.length)
    }
  }

  private static func int32(_ annotation: Annotation?) -> (FieldType, ValueForm)? {
    switch annotation {
    case .integer(8, true): (.byte, .int32(isSigned: true))
    case .integer(8, false), .integer(16, true): (.short, .int32(isSigned: true))
    case .integer(16, false): (.integer, .int32(isSigned: true))
    case .integer(32, false): (.long, .int32(isSigned: false))
    case .date: (.date, .int32(isSigned: true))
    case .decimal(let precision, let scale):
      decimal(precision, scale, .decimal32, maximumPrecision: 9)
    case .time: (.integer, .unsupported("TIME"))
    default: (.integer, .int32(isSigned: true))
    }
  }

  private static func int64(_ annotation: Annotation?) -> (FieldType, ValueForm)? {
    switch annotation {
    case .integer(64, false): (.decimal(precision: 20, scale: 0), .unsigned64)
    case .timestamp(let unit, let isUTC):
      (isUTC ? .timestamp : .timestampWithoutZone, moment(unit))
    case .decimal(let precision, let scale):
      decimal(precision, scale, .decimal64, maximumPrecision: 18)
    case .time: (.long, .unsupported("TIME"))
    default: (.long, .int64)
    }
  }

  private static func moment(_ unit: TimeUnit) -> ValueForm {
    switch unit {
    case .milliseconds: .milliseconds
    case .microseconds: .int64
    case .nanoseconds: .nanoseconds
    }
  }

  private static func byteArray(_ annotation: Annotation?) -> (FieldType, ValueForm)? {
    switch annotation {
    case .string, .enumeration, .json: (.string, .bytes)
    case .decimal(let precision, let scale):
      decimal(precision, scale, .decimalBytes, maximumPrecision: 38)
    default: (.binary, .bytes)
    }
  }

  private static func fixed(
    _ annotation: Annotation?,
    _ length: Int
  ) -> (FieldType, ValueForm)? {
    guard (1...(1 << 20)).contains(length) else { return nil }
    switch annotation {
    case .decimal(let precision, let scale):
      return decimal(precision, scale, .decimalFixed(length: length), maximumPrecision: 38)
    case .half: return length == 2 ? (.float, .half) : nil
    default: return (.binary, .fixed(length: length))
    }
  }

  private static func decimal(
    _ precision: Int,
    _ scale: Int,
    _ form: ValueForm,
    maximumPrecision: Int
  ) -> (FieldType, ValueForm)? {
    guard precision > 0, (0...precision).contains(scale) else { return nil }
    let type = FieldType.decimal(precision: precision, scale: scale)
    return precision > maximumPrecision
      ? (type, .unsupported("a decimal of \(precision) digits")) : (type, form)
  }
}
