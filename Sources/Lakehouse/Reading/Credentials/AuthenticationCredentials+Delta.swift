public import TableFormats

extension AuthenticationCredentials {
  /// Reads the course's table where it is a Delta table.
  public init(_ table: DeltaTable) async throws(LakehouseError) {
    let source = "\(table.storage)"
    let batch: ColumnBatch
    do { batch = try await table.read().collect() } catch {
      throw LakehouseError(table: source, error)
    }
    let names = batch.columns.map(\.field.name)
    let rows = (0..<batch.rowCount).map { row in
      batch.columns.map { $0.field.type == .string ? $0.string(at: row) ?? "" : "" }
    }
    try self.init(table: [names] + rows, source: source)
  }
}
