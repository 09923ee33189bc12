/// The footer of a file: its schema, and where everything is.
struct FileMetadata: Hashable, Sendable {
  var schema: [SchemaElement]
  var rowCount: Int
  var rowGroups: [RowGroupMetadata]
  var keyValues: [String: String] = [:]
  var createdBy: String?
  /// Whether the writer says by which order its bounds hold.
  var hasColumnOrders = false

  init(
    schema: [SchemaElement],
    rowGroups: [RowGroupMetadata],
    keyValues: [String: String],
    createdBy: String
  ) {
    self.schema = schema
    rowCount = rowGroups.reduce(0) { $0 + $1.rowCount }
    self.rowGroups = rowGroups
    self.keyValues = keyValues
    self.createdBy = createdBy
  }

  init(_ thrift: inout ThriftReader) throws(TableFormatError) {
    var schema: [SchemaElement] = []
    var rowCount: Int?
    var rowGroups: [RowGroupMetadata] = []
    var keyValues: [String: String] = [:]
    var (createdBy, hasColumnOrders, isEncrypted) = (nil as String?, false, false)
    try thrift.structure { thrift, field throws(TableFormatError) in
      switch field.id {
      case 2:
        try thrift.list(field, of: .structure) { thrift throws(TableFormatError) in
          schema.append(try SchemaElement(&thrift))
        }
      case 3: rowCount = try thrift.count(field)
      case 4:
        try thrift.list(field, of: .structure) { thrift throws(TableFormatError) in
          rowGroups.append(try RowGroupMetadata(&thrift))
        }
      case 5:
        try thrift.list(field, of: .structure) { thrift throws(TableFormatError) in
          let pair = try Self.keyValue(&thrift)
          keyValues[pair.key] = pair.value
        }
      case 6: createdBy = try thrift.string(field)
      case 7:
        hasColumnOrders = true
        try thrift.skip(field)
      case 8:
        isEncrypted = true
        try thrift.skip(field)
      default: try thrift.skip(field)
      }
    }
    if isEncrypted { throw TableFormatError(.unsupported, thrift.subject, detail: "encryption") }
    guard let rowCount, !schema.isEmpty else {
      throw thrift.malformed("a footer with fields missing")
    }
    self.schema = schema
    self.rowCount = rowCount
    self.rowGroups = rowGroups
    self.keyValues = keyValues
    self.createdBy = createdBy
    self.hasColumnOrders = hasColumnOrders
  }

  private static func keyValue(
    _ thrift: inout ThriftReader
  ) throws(TableFormatError) -> (key: String, value: String) {
    var pair = (key: "", value: "")
    try thrift.structure { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: pair.key = try thrift.string(field)
      case 2: pair.value = try thrift.string(field)
      default: try thrift.skip(field)
      }
    }
    return pair
  }

  /// The footer's own bytes, without what stands around them.
  var bytes: [UInt8] {
    var thrift = ThriftWriter()
    let leaves = schema.count { $0.childCount == nil }
    thrift.structure { thrift in
      // Version 2 is what annotations of integers and page encodings of today belong to.
      thrift.int32(1, 2)
      thrift.list(2, schema) { $1.write(&$0) }
      thrift.int64(3, rowCount)
      thrift.list(4, rowGroups.indices) { rowGroups[$1].write(&$0, ordinal: $1) }
      if !keyValues.isEmpty {
        thrift.list(5, keyValues.sorted { $0.key < $1.key }) {
          $0.string(1, $1.key)
          $0.string(2, $1.value)
        }
      }
      if let createdBy { thrift.string(6, createdBy) }
      // Without these, readers distrust the bounds of texts.
      thrift.list(7, 0..<leaves) { thrift, _ in thrift.structure(1) }
    }
    return thrift.bytes
  }
}
