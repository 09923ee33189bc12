import RandomTables
import Testing

@testable import TableFormats

struct HostileParquetTests {
  @Test(arguments: 0..<12)
  func `meets damaged files with an error or with rows, never with a crash`(seed: Int) throws {
    var tables = RandomTable(seed: UInt64(seed))
    var options = ParquetWriter.Options()
    options.codec = ParquetCodec.allCases[seed % 4]
    options.pageSize = 100
    let bytes = try ParquetWriter.bytes(of: try tables.batch(rows: 30), options: options)
    var random = SeededGenerator(seed: UInt64(seed))
    var limits = ParquetFile.Options()
    limits.memoryLimit = 1 << 24
    for _ in 0..<200 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255,
          using: &random
        )
      }
      _ = try? ParquetFile.read(damaged, options: limits).rows
    }
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 50)) {
      #expect(throws: TableFormatError.self) { try ParquetFile.read(Array(bytes[..<length])) }
    }
  }

  /// A file of one column of whole numbers, whose pages and metadata a test may falsify.
  private func file(
    valueCount: Int,
    rows: Int,
    page: [UInt8],
    head: PageHeader.Kind,
    codec: Int = 0,
    size: Int? = nil
  ) -> [UInt8] {
    var thrift = ThriftWriter()
    PageHeader(uncompressedSize: size ?? page.count, compressedSize: page.count, kind: head)
      .write(&thrift)
    let chunk = thrift.bytes + page
    let column = ColumnChunkMetadata(
      type: .int64,
      encodings: [.plain],
      path: ["a"],
      codec: codec,
      valueCount: valueCount,
      uncompressedSize: chunk.count,
      compressedSize: chunk.count,
      dataOffset: 4
    )
    let metadata = FileMetadata(
      schema: [
        SchemaElement("schema", childCount: 1),
        SchemaElement("a", type: .int64, repetition: .optional),
      ],
      rowGroups: [RowGroupMetadata(columns: [column], rowCount: rows)],
      keyValues: [:],
      createdBy: "nobody"
    )
    return Footer.magic + chunk + Footer.bytes(metadata)
  }

  private func page(_ count: Int, _ encoding: Int = 0) -> PageHeader.Kind {
    .data(
      PageHeader.DataPage(valueCount: count, encoding: ParquetEncoding(rawValue: encoding))
    )
  }

  @Test func `reads a file that a test put together`() throws {
    // Two levels of 1, then two numbers of 64 bits.
    let body: [UInt8] =
      [2, 0, 0, 0, 0x04, 0x01] + [5, 0, 0, 0, 0, 0, 0, 0] + [6, 0, 0, 0, 0, 0, 0, 0]
    let bytes = file(valueCount: 2, rows: 2, page: body, head: page(2))
    #expect(try ParquetFile.read(bytes).rows == [[5], [6]])
  }

  @Test func `does not believe in billions of values in a few bytes`() {
    // A run of 2^31 nulls is two bytes.
    let body: [UInt8] = [6, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x00]
    for count in [Int(Int32.max), 1 << 40] {
      let bytes = file(valueCount: count, rows: count, page: body, head: page(Int(Int32.max)))
      let error = #expect(throws: TableFormatError.self) { try ParquetFile.read(bytes) }
      #expect(error?.code == .unsupported)
    }
  }

  @Test func `does not make room for a page that only claims to be large`() {
    let bytes = file(
      valueCount: 2,
      rows: 2,
      page: [0x20, 0x00],
      head: page(2),
      codec: ParquetCodec.zstd.rawValue,
      size: Int(Int32.max)
    )
    #expect(throws: TableFormatError.self) { try ParquetFile.read(bytes) }
  }

  @Test(arguments: [
    (5, "DELTA_BINARY_PACKED"), (6, "DELTA_LENGTH_BYTE_ARRAY"), (7, "DELTA_BYTE_ARRAY"),
    (9, "BYTE_STREAM_SPLIT"), (77, "number 77"),
  ])
  func `refuses an encoding by its name`(number: Int, name: String) {
    let body: [UInt8] = [2, 0, 0, 0, 0x04, 0x01, 1, 2, 3]
    let bytes = file(valueCount: 2, rows: 2, page: body, head: page(2, number))
    let error = #expect(throws: TableFormatError.self) { try ParquetFile.read(bytes) }
    #expect(error?.code == .unsupported)
    #expect(error?.description.contains(name) == true)
  }

  @Test(arguments: [(3, "LZO"), (4, "BROTLI"), (5, "LZ4"), (7, "LZ4_RAW"), (99, "number 99")])
  func `refuses a compression by its name`(number: Int, name: String) {
    let bytes = file(valueCount: 1, rows: 1, page: [0], head: page(1), codec: number)
    let error = #expect(throws: TableFormatError.self) { try ParquetFile.read(bytes) }
    #expect(error?.code == .unsupported)
    #expect(error?.description.contains(name) == true)
  }

  @Test func `refuses levels and values that contradict one another`() {
    let number: [UInt8] = [5, 0, 0, 0, 0, 0, 0, 0]
    let levels: [UInt8] = [2, 0, 0, 0, 0x04, 0x01]
    let cases: [(Int, Int, [UInt8])] = [
      (2, 2, levels + number),  // a number missing
      (2, 3, levels + number + number),  // a row missing
      (3, 3, levels + number + number),  // a page missing
      (2, 2, [9, 0, 0, 0, 0x04, 0x01]),  // levels beyond the page
      (2, 2, [2, 0, 0, 0, 0x04, 0x02] + number + number),  // a level beyond 1
    ]
    for (values, rows, body) in cases {
      let bytes = file(valueCount: values, rows: rows, page: body, head: page(2))
      let error = #expect(throws: TableFormatError.self) { try ParquetFile.read(bytes) }
      #expect(error?.code == .malformed)
    }
  }
}
