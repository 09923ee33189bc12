/// What stands before a page.
struct PageHeader: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// Values and their levels, all compressed together.
    case data(DataPage)
    /// Values and their levels, of which only the values are compressed.
    case data2(DataPage2)
    /// The values that indices of the pages after it mean.
    case dictionary(count: Int, ParquetEncoding)
    /// An index, a filter or what may come: not for us.
    case other
  }

  struct DataPage: Hashable, Sendable {
    var valueCount: Int
    var encoding: ParquetEncoding
    var definitionEncoding = ParquetEncoding.runLength
    var repetitionEncoding = ParquetEncoding.runLength
  }

  struct DataPage2: Hashable, Sendable {
    var valueCount: Int
    var encoding: ParquetEncoding
    var definitionSize: Int
    var repetitionSize: Int
    var isCompressed = true
  }

  var uncompressedSize: Int
  var compressedSize: Int
  var kind: Kind

  init(uncompressedSize: Int, compressedSize: Int, kind: Kind) {
    self.uncompressedSize = uncompressedSize
    self.compressedSize = compressedSize
    self.kind = kind
  }

  init(_ thrift: inout ThriftReader) throws(TableFormatError) {
    var (type, uncompressed, compressed) = (nil as Int?, nil as Int?, nil as Int?)
    var kind = Kind.other
    try thrift.structure { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: type = try thrift.member(field)
      case 2: uncompressed = try thrift.count(field)
      case 3: compressed = try thrift.count(field)
      case 5: kind = .data(try Self.dataPage(&thrift, field))
      case 7: kind = try Self.dictionaryPage(&thrift, field)
      case 8: kind = .data2(try Self.dataPage2(&thrift, field))
      default: try thrift.skip(field)
      }
    }
    guard let type, let uncompressed, let compressed, uncompressed <= Int32.max else {
      throw thrift.malformed("the head of a page with fields missing")
    }
    switch (type, kind) {
    case (0, .data), (2, .dictionary), (3, .data2): break
    case (0, _), (2, _), (3, _): throw thrift.malformed("the head of a page of another kind")
    default: kind = .other
    }
    self.init(uncompressedSize: uncompressed, compressedSize: compressed, kind: kind)
  }

  func write(_ thrift: inout ThriftWriter) {
    thrift.structure { thrift in
      thrift.int32(1, typeNumber)
      thrift.int32(2, uncompressedSize)
      thrift.int32(3, compressedSize)
      switch kind {
      case .data(let page):
        thrift.structure(5) {
          $0.int32(1, page.valueCount)
          $0.int32(2, page.encoding.rawValue)
          $0.int32(3, page.definitionEncoding.rawValue)
          $0.int32(4, page.repetitionEncoding.rawValue)
        }
      case .dictionary(let count, let encoding):
        thrift.structure(7) {
          $0.int32(1, count)
          $0.int32(2, encoding.rawValue)
        }
      case .data2, .other: break
      }
    }
  }

  private var typeNumber: Int {
    switch kind {
    case .data: 0
    case .other: 1
    case .dictionary: 2
    case .data2: 3
    }
  }
}

extension PageHeader {
  private static func dataPage(
    _ thrift: inout ThriftReader,
    _ field: ThriftReader.Field
  ) throws(TableFormatError) -> DataPage {
    var (count, encoding) = (nil as Int?, nil as Int?)
    var (definition, repetition) = (3, 3)
    try thrift.structure(field) { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: count = try thrift.count(field)
      case 2: encoding = try thrift.member(field)
      case 3: definition = try thrift.member(field)
      case 4: repetition = try thrift.member(field)
      default: try thrift.skip(field)
      }
    }
    guard let count, let encoding else { throw thrift.malformed("a page with fields missing") }
    return DataPage(
      valueCount: count,
      encoding: ParquetEncoding(rawValue: encoding),
      definitionEncoding: ParquetEncoding(rawValue: definition),
      repetitionEncoding: ParquetEncoding(rawValue: repetition)
    )
  }

  private static func dictionaryPage(
    _ thrift: inout ThriftReader,
    _ field: ThriftReader.Field
  ) throws(TableFormatError) -> Kind {
    var (count, encoding) = (nil as Int?, nil as Int?)
    try thrift.structure(field) { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: count = try thrift.count(field)
      case 2: encoding = try thrift.member(field)
      default: try thrift.skip(field)
      }
    }
    guard let count, let encoding else { throw thrift.malformed("a page with fields missing") }
    return .dictionary(count: count, ParquetEncoding(rawValue: encoding))
  }

  private static func dataPage2(
    _ thrift: inout ThriftReader,
    _ field: ThriftReader.Field
  ) throws(TableFormatError) -> DataPage2 {
    var (count, encoding) = (nil as Int?, nil as Int?)
    var (definition, repetition, isCompressed) = (0, 0, true)
    try thrift.structure(field) { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1: count = try thrift.count(field)
      case 4: encoding = try thrift.member(field)
      case 5: definition = try thrift.count(field)
      case 6: repetition = try thrift.count(field)
      case 7: isCompressed = try thrift.boolean(field)
      default: try thrift.skip(field)
      }
    }
    guard let count, let encoding else { throw thrift.malformed("a page with fields missing") }
    return DataPage2(
      valueCount: count,
      encoding: ParquetEncoding(rawValue: encoding),
      definitionSize: definition,
      repetitionSize: repetition,
      isCompressed: isCompressed
    )
  }
}
