/// What a column chunk says of its values, as bytes of the column's physical type.
struct StatisticsBytes: Hashable, Sendable {
  var nullCount: Int?
  var minimum: [UInt8]?
  var maximum: [UInt8]?
  /// Whether the bounds come from the fields of old, whose order of bytes was not agreed upon.
  var isOld = false

  init() {}

  init(_ thrift: inout ThriftReader, _ field: ThriftReader.Field) throws(TableFormatError) {
    var old: (minimum: [UInt8]?, maximum: [UInt8]?)
    var found = StatisticsBytes()
    try thrift.structure(field) { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: old.maximum = try thrift.binary(field)
      case 2: old.minimum = try thrift.binary(field)
      case 3:
        // Where it is not known, some write -1.
        let count = try thrift.integer(field)
        found.nullCount = count < 0 ? nil : Int(count)
      case 5: found.maximum = try thrift.binary(field)
      case 6: found.minimum = try thrift.binary(field)
      default: try thrift.skip(field)
      }
    }
    if found.minimum == nil, found.maximum == nil, old.minimum != nil || old.maximum != nil {
      (found.minimum, found.maximum, found.isOld) = (old.minimum, old.maximum, true)
    }
    self = found
  }

  func write(_ thrift: inout ThriftWriter) {
    if let nullCount { thrift.int64(3, nullCount) }
    if let maximum { thrift.binary(5, maximum) }
    if let minimum { thrift.binary(6, minimum) }
  }
}
