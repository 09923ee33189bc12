/// One line of a file's schema, which is a tree written in depth-first order.
struct SchemaElement: Hashable, Sendable {
  var name: String
  var type: PhysicalType?
  /// The length of a fixed-length value.
  var length = 0
  var repetition = Repetition.required
  /// How many of the lines that follow are inside; nil in a leaf.
  var childCount: Int?
  var annotation: Annotation?
  /// A number that stays when the name changes.
  var number: Int?

  init(
    _ name: String,
    type: PhysicalType? = nil,
    length: Int = 0,
    repetition: Repetition = .required,
    childCount: Int? = nil,
    annotation: Annotation? = nil,
    number: Int? = nil
  ) {
    self.name = name
    self.type = type
    self.length = length
    self.repetition = repetition
    self.childCount = childCount
    self.annotation = annotation
    self.number = number
  }

  init(_ thrift: inout ThriftReader) throws(TableFormatError) {
    var name: String?
    var (type, repetition) = (nil as Int?, 0)
    var (length, precision, scale) = (0, 0, 0)
    var (childCount, converted) = (nil as Int?, nil as Int?)
    var (annotation, id) = (nil as Annotation?, nil as Int?)
    try thrift.structure { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: type = try thrift.member(field)
      case 2: length = try thrift.count(field)
      case 3: repetition = try thrift.member(field)
      case 4: name = try thrift.string(field)
      case 5: childCount = try thrift.count(field)
      case 6: converted = try thrift.member(field)
      case 7: scale = try thrift.member(field)
      case 8: precision = try thrift.member(field)
      case 9: id = try thrift.member(field)
      case 10: annotation = try .logical(&thrift, field)
      default: try thrift.skip(field)
      }
    }
    guard let name else { throw thrift.malformed("a field without a name") }
    self.name = name
    self.type = try type.map { number throws(TableFormatError) in
      guard let type = PhysicalType(rawValue: number) else {
        throw thrift.malformed("column \(name) of type number \(number)")
      }
      return type
    }
    guard let repetition = Repetition(rawValue: repetition) else {
      throw thrift.malformed("column \(name) repeated in way \(repetition)")
    }
    self.length = length
    self.repetition = repetition
    self.childCount = childCount
    number = id
    self.annotation =
      annotation ?? converted.map { .converted($0, precision: precision, scale: scale) }
  }

  func write(_ thrift: inout ThriftWriter) {
    if let type { thrift.int32(1, type.rawValue) }
    if type == .fixedLengthByteArray { thrift.int32(2, length) }
    thrift.int32(3, repetition.rawValue)
    thrift.string(4, name)
    if let childCount { thrift.int32(5, childCount) }
    if let number = annotation?.convertedNumber { thrift.int32(6, number) }
    if case .decimal(let precision, let scale) = annotation {
      thrift.int32(7, scale)
      thrift.int32(8, precision)
    }
    if let number { thrift.int32(9, number) }
    if let annotation { thrift.structure(10) { annotation.write(&$0) } }
  }
}
