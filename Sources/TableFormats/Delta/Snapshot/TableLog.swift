import JSONBytes

/// Reads a table's log from its storage.
struct TableLog: Sendable {
  /// Commits that are fetched at the same time.
  private static let window = 16

  let storage: any TableStorage

  /// A version of the table, or the newest; an error where there is no table.
  func snapshot(version: Int? = nil) async throws(TableFormatError) -> DeltaSnapshot {
    let segment = try await segment(version: version)
    var snapshot: DeltaSnapshot?
    if let checkpoint = segment.checkpoint {
      snapshot = try await self.snapshot(of: checkpoint)
    }
    for commit in try await actions(of: segment.commits) {
      if snapshot == nil {
        snapshot = try DeltaSnapshot(commit)
      } else {
        try snapshot?.apply(commit)
      }
    }
    guard let snapshot else { throw noTable }
    return snapshot
  }

  /// A commit with what it holds.
  struct ReadCommit: Sendable {
    let version: Int
    /// When it was written, in milliseconds since 1970.
    let time: Int
    let actions: [LogAction]
  }

  /// The commits behind a version, oldest first.
  ///
  /// One that is missing in between ends them: what comes behind it cannot be applied.
  func commits(
    after version: Int,
    withCommitInfo: Bool = false
  ) async throws(TableFormatError) -> [ReadCommit] {
    var commits: [ReadCommit] = []
    // A few are sooner asked for one by one than listed.
    while commits.count < 4 {
      guard let next = try await commit(version + commits.count + 1) else { return commits }
      commits.append(next)
    }
    let start = version + commits.count + 1
    let files = try await storage.list(LogFile.folder, startAfter: LogFile.start(of: start))
    let more = zip(LogListing(files).commits, start...).prefix { $0.version == $1 }.map(\.0)
    return commits + (try await actions(of: more, withCommitInfo: withCommitInfo))
  }

  /// A commit with what its writer says of it; `nil` where there is none.
  private func commit(_ version: Int) async throws(TableFormatError) -> ReadCommit? {
    let path = LogFile.commit(version: version).path
    let bytes: [UInt8]
    do throws(TableFormatError) {
      bytes = try await storage.read(path)
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
    let file = CommitFile(name: "\(storage)/\(path)")
    let actions = try file.actions(in: bytes, withCommitInfo: true)
    let time = actions.lazy.compactMap { action in
      if case .commitInfo(let info) = action { info.timestamp } else { nil }
    }.first
    return ReadCommit(version: version, time: time ?? 0, actions: actions)
  }

  /// All commits and checkpoints that are there.
  func listing() async throws(TableFormatError) -> LogListing {
    LogListing(try await storage.list(LogFile.folder, startAfter: nil))
  }

  /// What commits hold, fetched side by side.
  func actions(
    of commits: [LogSegment.Commit],
    withCommitInfo: Bool = false
  ) async throws(TableFormatError) -> [ReadCommit] {
    try await mapSideBySide(commits, window: Self.window) { commit throws(TableFormatError) in
      let bytes = try await storage.read(commit.file.path)
      let file = CommitFile(name: "\(storage)/\(commit.file.path)")
      return ReadCommit(
        version: commit.version,
        time: commit.file.modified,
        actions: try file.actions(in: bytes, withCommitInfo: withCommitInfo)
      )
    }
  }

  /// The files that make a version; the last checkpoint saves listing what lies before it.
  private func segment(version: Int?) async throws(TableFormatError) -> LogSegment {
    if let hint = await lastCheckpoint(), version.map({ $0 >= hint }) ?? true {
      let files = try await storage.list(LogFile.folder, startAfter: LogFile.start(of: hint))
      // The hint may be older than what a cleaning has left, or tell of a checkpoint that is gone.
      if let segment = try? LogSegment(LogListing(files), wanted: version),
        segment.checkpoint != nil
      {
        return segment
      }
    }
    let listing = try await listing()
    guard listing.newestVersion >= 0 else { throw noTable }
    guard let segment = try LogSegment(listing, wanted: version) else {
      let subject = "\(storage)/\(LogFile.folder)"
      guard let version else {
        throw TableFormatError(.malformed, subject, detail: "a commit is missing in between")
      }
      throw TableFormatError(
        .notFound,
        "version \(version)",
        detail: "the log in \(subject) does not reach back to it"
      )
    }
    return segment
  }

  /// The version of the last checkpoint; only a hint, so whatever is wrong with it is no error.
  private func lastCheckpoint() async -> Int? {
    guard let bytes = try? await storage.read(LogFile.lastCheckpoint),
      let version = (try? JSONValue(parsing: bytes))?["version"]?.int, version >= 0
    else { return nil }
    return version
  }

  private func snapshot(
    of checkpoint: LogSegment.Checkpoint
  ) async throws(TableFormatError) -> DeltaSnapshot {
    let parts = try await mapSideBySide(checkpoint.parts, window: 4) {
      file throws(TableFormatError) in
      try await CheckpointReader(storage: storage, file: file).actions()
    }
    let commit = ReadCommit(
      version: checkpoint.version,
      time: checkpoint.parts.map(\.modified).max() ?? 0,
      actions: Array(parts.joined())
    )
    return try DeltaSnapshot(commit)
  }

  private var noTable: TableFormatError {
    TableFormatError(.notFound, "\(storage)", detail: "there is no Delta table")
  }
}
