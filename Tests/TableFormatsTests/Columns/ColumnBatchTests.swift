import TableFormats
import Testing

struct ColumnBatchTests {
  static let schema = TableSchema([
    Field("id", .long, isNullable: false),
    Field("name", .string),
    Field("score", .double),
    Field("isOpen", .boolean),
    Field("price", .decimal(precision: 9, scale: 2)),
    Field("coordinates", .list(of: .double)),
    Field("tags", .map(from: .string, to: .string)),
    Field("place", .structure([Field("x", .integer, isNullable: false), Field("y", .string)])),
  ])

  static let rows: [[Value]] = [
    [
      1, "a", 1.5, true, .decimal(1250), [1.0, nil, 2.0], .map([.init("k", "v"), .init("l", nil)]),
      .structure([1, "y"]),
    ],
    [2, nil, nil, nil, nil, nil, nil, nil],
    [3, "é€", -0.5, false, .decimal(-1), [], .map([]), .structure([2, nil])],
  ]

  @Test func `gives back the rows it was given`() throws {
    let batch = try ColumnBatch(Self.schema, rows: Self.rows)
    #expect(batch.rowCount == 3)
    #expect(batch.rows == Self.rows)
    #expect(batch["id"]?.integer(at: 2) == 3)
    #expect(batch["name"]?.string(at: 2) == "é€")
    #expect(batch["name"]?.string(at: 1) == nil)
    #expect(batch["place"]?.child("x")?.integer(at: 0) == 1)
  }

  @Test func `joins batches and takes them apart again`() throws {
    let batch = try ColumnBatch(Self.schema, rows: Self.rows)
    var twice = batch
    try twice.append(contentsOf: batch)
    #expect(twice.rows == Self.rows + Self.rows)
    #expect(twice.rows(1..<4).rows == Array((Self.rows + Self.rows)[1..<4]))
    #expect(twice.rows(3..<6) == batch)
    #expect(twice.rows(2..<3).columns[1].nullCount == 0)
  }

  @Test func `fills nested columns without values in between`() throws {
    var lists = Column(Field("l", .list(of: .double)))
    lists.appendList { $0.append(1.0) }
    lists.appendNull()
    lists.appendList { _ in }
    #expect(lists.values == [[1.0], nil, []])
    var maps = Column(Field("m", .map(from: .string, to: .long)))
    maps.appendMap { keys, values in
      keys.append("a")
      values.append(1)
    }
    maps.appendNull()
    #expect(maps.values == [.map([.init("a", 1)]), nil])
    var structures = Column(Field("s", .structure([Field("a", .long), Field("b", .string)])))
    structures.appendNull()
    structures.appendStructure { fields in
      fields[0].append(7)
      fields[1].append("seven")
    }
    #expect(structures.values == [nil, .structure([7, "seven"])])
  }

  static let misfits: [(FieldType, Value)] = [
    (.long, "x"), (.byte, 128), (.short, 40_000), (.boolean, 1), (.string, 1), (.double, "1"),
    (.list(of: .long), ["x"]), (.decimal(precision: 3, scale: 0), 1),
    (.structure([Field("a", .long)]), .structure([1, 2])),
    (.map(from: .string, to: .long), .map([.init(1, 1)])),
  ]

  @Test(arguments: misfits)
  func `refuses a value of another type`(type: FieldType, value: Value) {
    var column = Column(Field("c", type))
    #expect(throws: TableFormatError.self) { try column.append(value) }
  }

  @Test func `refuses nulls where there must be none, and rows of another width`() throws {
    var batch = ColumnBatch(TableSchema([Field("id", .long, isNullable: false)]))
    #expect(throws: TableFormatError.self) { try batch.append([nil]) }
    #expect(throws: TableFormatError.self) { try batch.append([1, 2]) }
    var short = Column(Field("a", .long))
    short.append(1)
    #expect(throws: TableFormatError.self) {
      try ColumnBatch(columns: [short, Column(Field("b", .long))])
    }
  }
}
