/// The file that holds a whole snapshot.
struct Checkpoint: Sendable {
  let bytes: [UInt8]
  /// How many rows it has, each an action.
  let actionCount: Int

  /// Lays a snapshot out as Parquet.
  @concurrent
  init(
    of snapshot: DeltaSnapshot,
    removalsSince deadline: Int
  ) async throws(TableFormatError) {
    let rows = try CheckpointRows(snapshot, removalsSince: deadline).batch()
    bytes = try ParquetWriter.bytes(of: rows)
    actionCount = rows.rowCount
  }
}
