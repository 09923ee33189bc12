import JSONBytes
import TableFormats

/// The Delta table a query fills, and beside it the one for records that are no rows.
///
/// Both take each batch once: a batch has a number, and the table's own log says which it has.
struct StreamTable: Sendable {
  let name: String
  private let writerID: String
  private let table: DeltaTable
  private let rejects: any TableStorage

  /// Opens the table, or makes it; the one for rejected records is made with the first of them.
  init(
    name: String,
    schema: TableSchema,
    in place: any TableStorage,
    rejects: any TableStorage,
    writerID: String
  ) async throws(LakehouseError) {
    self.name = name
    self.writerID = "\(writerID)/\(name)"
    self.rejects = rejects
    do {
      table = try await DeltaTable.openOrCreate(place, TableDefinition(schema, name: name))
    } catch { throw LakehouseError(table: name, error) }
  }

  /// The number of the last batch the table has of this writer.
  func lastBatch() async throws(LakehouseError) -> Int? {
    do { return try await table.transactionVersion(of: writerID) } catch {
      throw LakehouseError(table: name, error)
    }
  }

  /// Adds a batch; one that is there already is not added again.
  func append(
    _ rows: ColumnBatch,
    rejected: [RejectedRecord],
    number: Int,
    end: StreamPosition
  ) async throws(LakehouseError) {
    let options = AppendOptions(
      transaction: WriterTransaction(appID: writerID, version: number),
      userMetadata: end.json.description
    )
    do {
      // What was rejected comes first: once the table has the batch, nobody looks at it again.
      if !rejected.isEmpty {
        let aside = try await DeltaTable.openOrCreate(
          rejects,
          TableDefinition(RejectedRecord.schema)
        )
        try await aside.append(RejectedRecord.batch(rejected), options)
      }
      try await table.append(rows, options)
    } catch { throw LakehouseError(table: name, error) }
  }
}

extension LakehouseError {
  init(table: String, _ error: TableFormatError) {
    self.init(.tableFailed, "table \(table)", detail: "\(error)", underlying: error)
  }
}
