/// A run of rows whose columns lie one after the other.
struct RowGroupMetadata: Hashable, Sendable {
  var columns: [ColumnChunkMetadata]
  var uncompressedSize: Int
  var rowCount: Int

  init(columns: [ColumnChunkMetadata], rowCount: Int) {
    self.columns = columns
    uncompressedSize = columns.reduce(0) { $0 + $1.uncompressedSize }
    self.rowCount = rowCount
  }

  init(_ thrift: inout ThriftReader) throws(TableFormatError) {
    var columns: [ColumnChunkMetadata] = []
    var (size, rowCount) = (0, nil as Int?)
    try thrift.structure { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1:
        try thrift.list(field, of: .structure) { thrift throws(TableFormatError) in
          columns.append(try ColumnChunkMetadata(&thrift))
        }
      case 2: size = try thrift.count(field)
      case 3: rowCount = try thrift.count(field)
      default: try thrift.skip(field)
      }
    }
    guard let rowCount else { throw thrift.malformed("a row group without a number of rows") }
    self.columns = columns
    uncompressedSize = size
    self.rowCount = rowCount
  }

  func write(_ thrift: inout ThriftWriter, ordinal: Int) {
    thrift.list(1, columns) { $1.write(&$0) }
    thrift.int64(2, uncompressedSize)
    thrift.int64(3, rowCount)
    if let first = columns.first { thrift.int64(5, first.range.lowerBound) }
    thrift.int64(6, columns.reduce(0) { $0 + $1.compressedSize })
  }
}
