import RandomTables
import TableFormats
import Testing

struct ParquetRoundTripTests {
  @Test(arguments: 0..<60)
  func `reads what it wrote, whatever the table`(seed: Int) throws {
    var tables = RandomTable(seed: UInt64(seed))
    let batch = try tables.batch(rows: [0, 1, 7, 100, 400][seed % 5])
    var options = ParquetWriter.Options()
    options.codec = ParquetCodec.allCases[seed % 4]
    options.usesDictionaries = seed % 3 > 0
    options.rowGroupRows = [1_000_000, 64, 1][seed % 3]
    options.pageSize = seed % 2 == 0 ? 1 << 20 : 200
    let bytes = try ParquetWriter.bytes(of: batch, options: options)
    let read = try ParquetFile.read(bytes)
    #expect(read.rows == batch.rows)
    #expect(read.schema == batch.schema)
    if seed % 3 == 0 { #expect(read == batch) }
  }
}
