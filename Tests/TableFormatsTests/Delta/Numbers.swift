import Foundation
import TableFormats
import TestKit

/// A table of numbered rows, for tests about what is in it and what is not.
enum Numbers {
  static let schema = TableSchema([Field("n", .long, isNullable: false), Field("text", .string)])

  static func batch(_ numbers: some Sequence<Int>) throws -> ColumnBatch {
    try ColumnBatch(schema, rows: numbers.map { [.integer(Int64($0)), .string("row \($0)")] })
  }

  /// Every number in the table, in order.
  static func stored(
    in table: DeltaTable,
    _ snapshot: DeltaSnapshot? = nil
  ) async throws -> [Int] {
    let rows = try await table.read(snapshot ?? table.snapshot).collect()
    let numbers = (0..<rows.rowCount).compactMap { row -> Int? in
      guard let number = rows["n"]?.integer(at: row),
        rows["text"]?.string(at: row) == "row \(number)"
      else { return nil }
      return Int(number)
    }
    return numbers.count == rows.rowCount ? numbers : []
  }

  /// Tries on for longer than anybody should: here machines are slow, and nothing is to be lost.
  static var options: DeltaTable.Options {
    var options = DeltaTable.Options()
    options.maximumTries = 500
    return options
  }

  /// A new table in a folder of its own.
  static func withTable<Value>(
    options: DeltaTable.Options = options,
    _ definition: TableDefinition = TableDefinition(schema),
    _ body: (DeltaTable, URL) async throws -> Value
  ) async throws -> Value {
    try await withTemporaryDirectory { folder in
      let storage = LocalTableFolder(folder.path, isDurable: false)
      return try await body(DeltaTable.create(storage, definition, options: options), folder)
    }
  }
}
