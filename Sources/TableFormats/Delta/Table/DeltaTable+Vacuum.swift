extension DeltaTable {
  /// The retention below which a vacuum must be forced: a week, as everywhere.
  public static let safeRetention: Duration = .seconds(168 * 3_600)

  /// Deletes files that have not belonged to the table for long: removed ones, and those of writers
  /// that never came to commit.
  ///
  /// Versions that need them can no longer be read. The log itself is left alone.
  @discardableResult
  public func vacuum(
    _ options: VacuumOptions = VacuumOptions()
  ) async throws(TableFormatError) -> VacuumResult {
    // The listing first: what is committed meanwhile is then known to the newer snapshot.
    let files = try await storage.list("", startAfter: nil)
    let snapshot = try await refresh()
    try snapshot.demands.checkWritable()
    let retention = try retention(options, snapshot)
    let deadline = now - Int(retention / .milliseconds(1))
    let doomed = files.filter { file in
      file.modified < deadline && snapshot.hasLeft(file.path, before: deadline)
    }
    if !options.isDryRun {
      _ = try await mapSideBySide(doomed, window: 16) { file throws(TableFormatError) in
        try await storage.delete(file.path)
      }
    }
    return VacuumResult(files: doomed, isDryRun: options.isDryRun)
  }

  private func retention(
    _ options: VacuumOptions,
    _ snapshot: DeltaSnapshot
  ) throws(TableFormatError) -> Duration {
    let retention = options.retention ?? .milliseconds(snapshot.deletedFileRetention)
    guard retention >= Self.safeRetention || options.isForced else {
      throw TableFormatError(
        .unsupported,
        "a vacuum",
        detail: "less than 168 hours of retention may delete what readers and writers are at work "
          + "with; it must be forced"
      )
    }
    return max(retention, .zero)
  }
}

extension DeltaSnapshot {
  /// How long the table wants removed files to stay, in milliseconds.
  var deletedFileRetention: Int {
    configuration["delta.deletedFileRetentionDuration"].flatMap(Interval.milliseconds)
      ?? 168 * 3_600_000
  }

  /// Whether a file that is there belongs to the table no longer, and has not for long.
  func hasLeft(_ path: String, before deadline: Int) -> Bool {
    if AbandonedFile.isOne(path) { return true }
    guard !isHidden(path), entries[path] == nil else { return false }
    return tombstones[path].map { ($0.deletionTimestamp ?? 0) < deadline } ?? true
  }

  /// Whether somebody keeps other things under that name; folders of partitions are none of them.
  private func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { part in
      guard part.hasPrefix("_") || part.hasPrefix(".") else { return false }
      return !partitionColumns.contains { part.hasPrefix($0 + "=") }
    }
  }
}
