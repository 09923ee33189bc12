extension DeltaTable {
  /// Puts small files of a partition together, in one commit that changes no rows.
  ///
  /// The old files stay for readers of older versions until a vacuum.
  @discardableResult
  public func optimize(
    _ options: OptimizeOptions = OptimizeOptions()
  ) async throws(TableFormatError) -> OptimizeResult {
    let snapshot = try await refresh()
    try snapshot.demands.checkWritable()
    let bins = CompactionPlan(snapshot.files, targetSize: options.targetSize).bins
    let removed = bins.flatMap(\.files)
    guard !bins.isEmpty, !options.isDryRun else {
      return OptimizeResult(nil, removed: removed, added: [], count: bins.count)
    }
    let added = try await compacted(bins, snapshot)
    let change = Compaction(
      removed: removed,
      added: added,
      schema: snapshot.schema,
      time: now,
      targetSize: options.targetSize
    )
    do {
      guard case .committed(let version) = try await committer.commit(change) else {
        return OptimizeResult(nil, removed: [], added: [], count: 0)
      }
      _ = await checkpointIfDue(version)
      return OptimizeResult(version, removed: removed, added: added, count: added.count)
    } catch {
      if !error.mayBeCommitted { await discard(added) }
      throw error.error
    }
  }

  /// Writes the rows of each bin into a file of its own.
  private func compacted(
    _ bins: [CompactionPlan.Bin],
    _ snapshot: DeltaSnapshot
  ) async throws(TableFormatError) -> [AddFile] {
    let columns = snapshot.schema.fields.map(\.name)
      .filter { !snapshot.partitionColumns.contains($0) }
    let schema = try snapshot.schema.selecting(columns)
    let reader = DataFileReader(storage: storage, schema: schema, partitionColumns: [])
    let writer = DataFileWriter(table: self, partitionColumns: snapshot.partitionColumns)
    var added: [AddFile] = []
    do {
      for bin in bins {
        var rows = ColumnBatch(schema)
        for file in bin.files { try rows.append(contentsOf: try await reader.rows(of: file)) }
        var file = try await writer.writeFile(rows, partitionValues: bin.partitionValues)
        file.dataChange = false
        added.append(file)
      }
      return added
    } catch {
      await discard(added)
      throw error
    }
  }
}

extension OptimizeResult {
  fileprivate init(_ version: Int?, removed: [AddFile], added: [AddFile], count: Int) {
    self.init(
      version: version,
      filesRemoved: removed.count,
      filesAdded: count,
      bytesRemoved: removed.reduce(0) { $0 + $1.size },
      bytesAdded: added.reduce(0) { $0 + $1.size }
    )
  }
}
