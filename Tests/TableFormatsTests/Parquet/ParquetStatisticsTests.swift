import TableFormats
import Testing

struct ParquetStatisticsTests {
  @Test func `tells the bounds and the nulls of every column without reading it`() async throws {
    let schema = TableSchema([
      Field("id", .long, isNullable: false), Field("name", .string), Field("price", .double),
      Field("day", .date), Field("sum", .decimal(precision: 30, scale: 2)), Field("flag", .boolean),
    ])
    let batch = try ColumnBatch(
      schema,
      rows: [
        [3, "b", 0.0, 20, .decimal(-5), true], [1, "é", nil, nil, .decimal(7), true],
        [2, nil, 2.5, 18, nil, nil],
      ]
    )
    let file = try await ParquetFile(MemorySource(ParquetWriter.bytes(of: batch)))
    let group = try #require(file.rowGroups.first)
    #expect(file.rowGroups.count == 1 && group.rowCount == 3 && file.rowCount == 3)
    let bounds = group.chunks.map { [$0.minimum, $0.maximum] }
    #expect(
      bounds == [
        [1, 3], ["b", "é"], [-0.0, 2.5], [18, 20], [.decimal(-5), .decimal(7)], [true, true],
      ]
    )
    #expect(group.chunks.map(\.nullCount) == [0, 1, 1, 1, 1, 1])
    #expect(group["price"]?.minimum == .double(-0.0))
  }

  @Test func `says nothing of a column with a NaN, and gives zeros the sign that is right for all`()
    async throws
  {
    var column = Column(Field("x", .double))
    column.append(Double.nan)
    column.append(1.0)
    #expect(try await bounds(column) == [nil, nil])
    var zero = Column(Field("x", .double))
    zero.append(0.0)
    let (minimum, maximum) = (try await bounds(zero)[0], try await bounds(zero)[1])
    guard case .double(let low) = minimum, case .double(let high) = maximum else {
      Issue.record("no bounds")
      return
    }
    #expect(low.sign == .minus && high.sign == .plus)
  }

  @Test func `leaves out bounds that are longer than they are worth`() async throws {
    var column = Column(Field("x", .string))
    column.append(String(repeating: "a", count: 5_000))
    #expect(try await bounds(column) == [nil, nil])
  }

  @Test(arguments: [true, false])
  func `finds the bounds of texts that begin alike`(usesDictionaries: Bool) async throws {
    var column = Column(Field("x", .string))
    for text in ["https://b", "https://a", "https://", "https://bb", "http", "https://b"] {
      column.append(text)
    }
    #expect(
      try await bounds(column, usesDictionaries: usesDictionaries) == ["http", "https://bb"]
    )
  }

  private func bounds(_ column: Column, usesDictionaries: Bool = true) async throws -> [Value?] {
    var options = ParquetWriter.Options()
    options.usesDictionaries = usesDictionaries
    let bytes = try ParquetWriter.bytes(of: ColumnBatch(columns: [column]), options: options)
    let file = try await ParquetFile(MemorySource(bytes))
    return [file.rowGroups[0].chunks[0].minimum, file.rowGroups[0].chunks[0].maximum]
  }
}
