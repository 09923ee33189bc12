import JSONBytes

/// Files that take the place of others with the same rows.
struct Compaction: TableChange {
  let removed: [AddFile]
  let added: [AddFile]
  /// The columns as they were when the rows were read.
  let schema: TableSchema
  let time: Int
  let targetSize: Int

  var description: ChangeDescription {
    ChangeDescription(
      operation: "OPTIMIZE",
      parameters: [("predicate", "[]"), ("targetSize", .string("\(targetSize)"))],
      metrics: [
        ("numRemovedFiles", "\(removed.count)"), ("numAddedFiles", "\(added.count)"),
        ("numRemovedBytes", "\(removed.reduce(0) { $0 + $1.size })"),
        ("numAddedBytes", "\(added.reduce(0) { $0 + $1.size })"),
      ]
    )
  }

  /// Rows that came meanwhile do not matter, for none were to be found; rows that went do.
  ///
  /// A table that only takes appends allows it: files go, rows stay.
  func plan(on snapshot: borrowing DeltaSnapshot) throws(TableFormatError) -> ChangePlan {
    try snapshot.demands.checkWritable()
    for file in removed where snapshot.entries[file.path] == nil {
      throw conflict(snapshot.version, "\(file.path) was removed by another writer")
    }
    guard snapshot.schema == schema else {
      throw conflict(snapshot.version, "another writer changed the columns")
    }
    let removals = removed.map { LogAction.remove(RemoveFile($0, at: time, dataChange: false)) }
    return .write(removals + added.map(LogAction.add))
  }

  private func conflict(_ version: Int, _ detail: String) -> TableFormatError {
    TableFormatError(.conflict, "optimize at version \(version)", detail: detail)
  }
}
