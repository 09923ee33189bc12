import Foundation
import TestKit
import Testing

@testable import TableFormats

/// Tables whose files call columns by other names, or only number them, as Databricks writes them.
struct ColumnMappingTests {
  /// A column as the log describes it, with the name and the number it has in files.
  private static func mapped(_ name: String, _ type: FieldType, _ number: Int) -> Field {
    let notes = [
      "delta.columnMapping.id": "\(number)", "delta.columnMapping.physicalName": "col-\(number)",
    ]
    return Field(name, type, metadata: notes)
  }

  /// The same column as a file has it.
  private static func stored(_ field: Field, _ mapping: ColumnMapping) -> Field {
    let number = field.metadata["delta.columnMapping.id"]
    let type: FieldType =
      switch field.type {
      case .structure(let fields): .structure(fields.map { stored($0, mapping) })
      case .list(let element): .list(element: stored(element, mapping))
      default: field.type
      }
    let name =
      number.map { mapping == .id ? "whatever \($0)" : "col-\($0)" } ?? field.name
    let notes = mapping == .id ? number.map { [Field.numberInFile: $0] } ?? [:] : [:]
    return Field(name, type, isNullable: field.isNullable, metadata: notes)
  }

  private static let schema = TableSchema([
    mapped("Access key ID", .string, 1),
    mapped("n", .long, 2),
    mapped("place (home)", .structure([mapped("is north", .boolean, 4)]), 3),
    mapped("list", .list(of: .structure([mapped("x=y", .integer, 6)])), 5),
    mapped("country", .string, 7),
    mapped("new", .double, 8),
  ])

  private static let rows: [[Value]] = [
    [
      .string("AKIA1"), .integer(1), .structure([.boolean(true)]),
      .list([.structure([.integer(5)]), .structure([.null])]),
    ],
    [.null, .integer(2), .null, .list([])],
  ]

  /// Writes a table of one file, which lacks the partition column and the newest one.
  private static func withTable(
    _ mapping: ColumnMapping,
    _ body: (LocalTableFolder) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      let storage = LocalTableFolder(folder.path, isDurable: false)
      let fields = schema.fields.prefix(4).map { stored($0, mapping) }
      // The numbers, or the names, and not the order tell which column is which.
      let batch = try ColumnBatch(TableSchema(fields), rows: rows)
      let shuffled = try ColumnBatch(columns: batch.columns.reversed())
      let bytes = try ParquetWriter.bytes(of: shuffled)
      try await storage.write(bytes, to: "a.parquet")
      var file = AddFile(path: "a.parquet", size: bytes.count, modificationTime: 0)
      file.partitionValues = ["col-7": "Peru"]
      var metadata = TableMetadata(id: "t", schemaText: SchemaText(schema).text)
      metadata.partitionColumns = ["country"]
      metadata.configuration = ["delta.columnMapping.mode": mapping.rawValue]
      let actions: [LogAction] = [
        .tableProtocol(TableProtocol(minReaderVersion: 2, minWriterVersion: 5)),
        .metadata(metadata), .add(file),
      ]
      try await storage.write(CommitFile.bytes(of: actions), to: LogFile.commit(version: 0).path)
      try await body(storage)
    }
  }

  @Test(arguments: [ColumnMapping.name, .id])
  func `finds columns whatever files call them`(mapping: ColumnMapping) async throws {
    try await Self.withTable(mapping) { storage in
      let table = try await DeltaTable.open(storage)
      #expect(table.snapshot.schema.fields.map(\.name) == Self.schema.fields.map(\.name))
      let found = try await table.read().collect()
      for (row, wanted) in Self.rows.enumerated() {
        let values = found.columns.map { $0.value(at: row) }
        #expect(values == wanted + [.string("Peru"), .null])
      }
      let some = try await table.read(ReadOptions(columns: ["n", "country"])).collect()
      #expect(some.columns.map { $0.value(at: 1) } == [.integer(2), .string("Peru")])
    }
  }

  @Test func `says that a file has no numbers where only they would tell`() async throws {
    try await Self.withTable(.id) { storage in
      let field = Field("col-2", .long)
      let batch = try ColumnBatch(TableSchema([field]), rows: [[.integer(1)]])
      try await storage.write(ParquetWriter.bytes(of: batch), to: "a.parquet")
      let table = try await DeltaTable.open(storage)
      let error = await #expect(throws: TableFormatError.self) { try await table.read().collect() }
      #expect(error?.detail.contains("numbers") == true, "\(String(describing: error))")
    }
  }

  @Test func `neither appends to such a table nor puts its files together`() async throws {
    try await Self.withTable(.name) { storage in
      let table = try await DeltaTable.open(storage)
      let batch = try ColumnBatch(TableSchema([Field("n", .long)]), rows: [[.integer(3)]])
      let error = await #expect(throws: TableFormatError.self) { try await table.append(batch) }
      #expect(error?.code == .unsupported)
      await #expect(throws: TableFormatError.self) { try await table.optimize() }
      #expect(try await DeltaTable.open(storage).version == 0)
    }
  }

  @Test func `makes no such table`() async throws {
    try await withTemporaryDirectory { folder in
      let definition = TableDefinition(
        Numbers.schema,
        configuration: ["delta.columnMapping.mode": "name"]
      )
      let error = await #expect(throws: TableFormatError.self) {
        try await DeltaTable.create(LocalTableFolder(folder.path), definition)
      }
      #expect(error?.code == .unsupported)
    }
  }
}
