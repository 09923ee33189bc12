extension DeltaTable {
  /// Adds rows as one commit.
  ///
  /// After an error nothing of them is in the table, unless the error says that it may be: then
  /// only a writer that numbers its batches by `transaction` can safely try again.
  @discardableResult
  public func append(
    _ batch: ColumnBatch,
    _ options: AppendOptions = AppendOptions()
  ) async throws(TableFormatError) -> AppendResult {
    try await confirm()
    let base = try state.read { snapshot throws(TableFormatError) in
      let appID = options.transaction?.appID
      return Append.Base(
        partitionColumns: snapshot.partitionColumns,
        transactionVersion: appID.flatMap { snapshot.transactionVersion(of: $0) }
      )
    }
    let draft = Append(batch: batch, files: [], options: options, base: base, time: now)
    // Before anything is written, for most refusals are clear from the start.
    let first = try state.read { snapshot throws(TableFormatError) in
      try draft.plan(on: snapshot)
    }
    if case .isThere(let version) = first { return .nothing(version, wasThere: true) }
    if batch.rowCount == 0, options.transaction == nil { return .nothing(version) }
    let writer = DataFileWriter(table: self, partitionColumns: base.partitionColumns)
    let files = try await writer.write(batch)
    let append = Append(batch: batch, files: files, options: options, base: base, time: now)
    let outcome: Committer.Outcome
    do {
      outcome = try await committer.commit(append)
    } catch {
      if !error.mayBeCommitted { await discard(files) }
      throw error.error
    }
    switch outcome {
    case .wasThere(let version):
      await discard(files)
      return .nothing(version, wasThere: true)
    case .committed(let version):
      return AppendResult(
        version: version,
        wasThere: false,
        files: files.count,
        rows: batch.rowCount,
        bytes: files.reduce(0) { $0 + $1.size },
        checkpointError: await checkpointIfDue(version)
      )
    }
  }

  var committer: Committer { Committer(log: log, state: state, options: options) }

  /// Deletes files that no commit knows; what stays behind is found by the next vacuum.
  func discard(_ files: [AddFile]) async {
    for file in files { try? await storage.delete(file.path) }
  }
}

extension AppendResult {
  /// Nothing was to do.
  fileprivate static func nothing(_ version: Int, wasThere: Bool = false) -> AppendResult {
    AppendResult(
      version: version,
      wasThere: wasThere,
      files: 0,
      rows: 0,
      bytes: 0,
      checkpointError: nil
    )
  }
}
