/// Where the pages of one column of one row group are, and what is known of them.
struct ColumnChunkMetadata: Hashable, Sendable {
  var type: PhysicalType
  var encodings: [ParquetEncoding]
  var path: [String]
  var codec: Int
  /// Values with the nulls, and in lists every element.
  var valueCount: Int
  var uncompressedSize: Int
  var compressedSize: Int
  var dataOffset: Int
  var dictionaryOffset: Int?
  var statistics = StatisticsBytes()
  /// Whether it stands in the clear and in this file.
  var isEncrypted = false
  var filePath: String?

  /// The bytes of all its pages.
  var range: Range<Int> {
    // Some writers leave a 0 where there is no dictionary.
    let start = dictionaryOffset.map { $0 > 0 ? min($0, dataOffset) : dataOffset } ?? dataOffset
    return start..<(start + compressedSize)
  }
}

extension ColumnChunkMetadata {
  /// Reads a `ColumnChunk`.
  init(_ thrift: inout ThriftReader) throws(TableFormatError) {
    var metadata: ColumnChunkMetadata?
    var (filePath, isEncrypted) = (nil as String?, false)
    try thrift.structure { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: filePath = try thrift.string(field)
      case 3: metadata = try ColumnChunkMetadata(inside: &thrift, field)
      case 8, 9:
        isEncrypted = true
        try thrift.skip(field)
      default: try thrift.skip(field)
      }
    }
    guard var metadata else {
      throw TableFormatError(
        isEncrypted ? .unsupported : .malformed,
        thrift.subject,
        detail: isEncrypted ? "encryption" : "a column without metadata"
      )
    }
    (metadata.filePath, metadata.isEncrypted) = (filePath, isEncrypted)
    self = metadata
  }

  /// Reads the `ColumnMetaData` in it.
  private init(
    inside thrift: inout ThriftReader,
    _ field: ThriftReader.Field
  ) throws(TableFormatError) {
    var (type, codec) = (nil as PhysicalType?, nil as Int?)
    var encodings: [ParquetEncoding] = []
    var path: [String] = []
    var (valueCount, uncompressed, compressed) = (nil as Int?, nil as Int?, nil as Int?)
    var (data, dictionary) = (nil as Int?, nil as Int?)
    var statistics = StatisticsBytes()
    try thrift.structure(field) { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: type = PhysicalType(rawValue: try thrift.member(field))
      case 2:
        try thrift.list(field, of: .int32) { thrift throws(TableFormatError) in
          encodings.append(ParquetEncoding(rawValue: try thrift.memberElement()))
        }
      case 3:
        try thrift.list(field, of: .binary) { thrift throws(TableFormatError) in
          path.append(String(decoding: try thrift.binaryElement(), as: UTF8.self))
        }
      case 4: codec = try thrift.member(field)
      case 5: valueCount = try thrift.count(field)
      case 6: uncompressed = try thrift.count(field)
      case 7: compressed = try thrift.count(field)
      case 9: data = try thrift.count(field)
      case 11: dictionary = try thrift.count(field)
      case 12: statistics = try StatisticsBytes(&thrift, field)
      default: try thrift.skip(field)
      }
    }
    guard let type, let codec, let valueCount, let uncompressed, let compressed, let data else {
      throw thrift.malformed("metadata of a column with fields missing")
    }
    self.init(
      type: type,
      encodings: encodings,
      path: path,
      codec: codec,
      valueCount: valueCount,
      uncompressedSize: uncompressed,
      compressedSize: compressed,
      dataOffset: data,
      dictionaryOffset: dictionary,
      statistics: statistics
    )
  }

  /// Writes a `ColumnChunk`.
  func write(_ thrift: inout ThriftWriter) {
    thrift.int64(2, 0)
    thrift.structure(3) { thrift in
      thrift.int32(1, type.rawValue)
      thrift.list(2, members: encodings.map(\.rawValue))
      thrift.list(3, texts: path)
      thrift.int32(4, codec)
      thrift.int64(5, valueCount)
      thrift.int64(6, uncompressedSize)
      thrift.int64(7, compressedSize)
      thrift.int64(9, dataOffset)
      if let dictionaryOffset { thrift.int64(11, dictionaryOffset) }
      thrift.structure(12) { statistics.write(&$0) }
    }
  }
}
