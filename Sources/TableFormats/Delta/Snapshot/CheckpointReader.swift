/// Reads one file of a checkpoint.
struct CheckpointReader: Sendable {
  let storage: any TableStorage
  let file: StoredFile

  /// The actions in it.
  @concurrent
  func actions() async throws(TableFormatError) -> [LogAction] {
    let source = StorageSource(storage: storage, path: file.path, fileSize: file.size)
    let parquet = try await source.parquetFile()
    let wanted = CheckpointColumns.schema.fields.map(\.name) + [CheckpointColumns.sidecar]
    let present = wanted.filter { parquet.schema[$0] != nil }
    guard !present.isEmpty else {
      throw TableFormatError(.malformed, source.name, detail: "no checkpoint: it has no actions")
    }
    var actions: [LogAction] = []
    for group in parquet.rowGroups.indices {
      let batch = try await parquet.rowGroup(group, columns: present)
      actions += try CheckpointActions(batch, name: source.name).actions()
    }
    return actions
  }
}
