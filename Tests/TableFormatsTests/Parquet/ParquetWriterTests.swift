import RandomTables
import TableFormats
import Testing

struct ParquetWriterTests {
  private func names(_ count: Int, distinct: Int) -> ColumnBatch {
    var column = Column(Field("name", .string))
    for row in 0..<count { column.append("name \(row % distinct)") }
    return (try? ColumnBatch(columns: [column])) ?? ColumnBatch(TableSchema([]))
  }

  @Test func `makes the same file of rows in pieces as of all at once`() throws {
    var tables = RandomTable(seed: 5)
    let batch = try tables.batch(rows: 100)
    var options = ParquetWriter.Options()
    options.rowGroupRows = 40
    var writer = try ParquetWriter(batch.schema, options: options)
    var bytes: [UInt8] = []
    var handedOut: [Int] = []
    for start in stride(from: 0, to: 100, by: 10) {
      bytes += try writer.append(batch.rows(start..<(start + 10)))
      handedOut.append(bytes.count)
    }
    bytes += try writer.finish()
    #expect(bytes == (try ParquetWriter.bytes(of: batch, options: options)))
    #expect(Set(handedOut).count == 3, "bytes come when a row group is full, and only then")
    #expect(try ParquetFile.read(bytes).rows == batch.rows)
  }

  @Test func `ends a row group before it takes more memory than allowed`() async throws {
    var options = ParquetWriter.Options()
    options.rowGroupSize = 2_000
    let batch = names(1_000, distinct: 1_000)
    let file = try await ParquetFile(MemorySource(ParquetWriter.bytes(of: batch, options: options)))
    #expect(file.rowGroups.count > 5)
    #expect(try await file.read().rows == batch.rows)
  }

  @Test func `uses a dictionary where values come again`() async throws {
    let few = try await chunk(names(5_000, distinct: 10))
    #expect(few.encodings.contains("RLE_DICTIONARY"))
    #expect(few.compressedSize < 4_000)
    let all = try await chunk(names(5_000, distinct: 5_000))
    #expect(!all.encodings.contains("RLE_DICTIONARY"))
  }

  @Test func `goes on without a dictionary that became too large`() async throws {
    var options = ParquetWriter.Options()
    options.dictionarySize = 10_000
    var column = Column(Field("name", .string))
    for row in 0..<3_000 { column.append("name \(row % 10)") }
    for row in 0..<3_000 { column.append("other name \(row)") }
    column.appendNull()
    let batch = try ColumnBatch(columns: [column])
    let bytes = try ParquetWriter.bytes(of: batch, options: options)
    let file = try await ParquetFile(MemorySource(bytes))
    #expect(file.rowGroups[0].chunks[0].encodings.contains("RLE_DICTIONARY"))
    #expect(file.rowGroups[0].chunks[0].minimum == "name 0")
    #expect(file.rowGroups[0].chunks[0].maximum == "other name 999")
    #expect(try await file.read() == batch)
  }

  @Test func `refuses what Parquet cannot hold`() {
    for type in [
      FieldType.structure([]), .decimal(precision: 39, scale: 0), .decimal(precision: 2, scale: 3),
      .map(key: Field("key", .string), value: Field("value", .string)),
    ] {
      #expect(throws: TableFormatError.self) { try ParquetWriter(TableSchema([Field("c", type)])) }
    }
  }

  @Test func `refuses rows of another table, and nulls where there must be none`() throws {
    var writer = try ParquetWriter(TableSchema([Field("a", .long, isNullable: false)]))
    var null = Column(Field("a", .long))
    null.appendNull()
    #expect(throws: TableFormatError.self) { try writer.append(ColumnBatch(columns: [null])) }
    #expect(throws: TableFormatError.self) {
      try writer.append(
        ColumnBatch(columns: [Column(Field("a", .string)), Column(Field("b", .long))])
      )
    }
    let list = FieldType.list(element: Field("element", .long, isNullable: false))
    var lists = try ParquetWriter(TableSchema([Field("l", list)]))
    var column = Column(Field("l", list))
    column.appendList { $0.appendNull() }
    #expect(throws: TableFormatError.self) { try lists.append(ColumnBatch(columns: [column])) }
  }

  @Test func `keeps notes about the file`() async throws {
    var options = ParquetWriter.Options()
    options.keyValues = ["b": "2", "a": "é"]
    options.createdBy = "a test"
    let bytes = try ParquetWriter.bytes(of: names(1, distinct: 1), options: options)
    let file = try await ParquetFile(MemorySource(bytes))
    #expect(file.keyValues == options.keyValues)
    #expect(file.createdBy == "a test")
  }

  private func chunk(_ batch: ColumnBatch) async throws -> ParquetRowGroup.Chunk {
    let file = try await ParquetFile(MemorySource(ParquetWriter.bytes(of: batch)))
    return file.rowGroups[0].chunks[0]
  }
}
