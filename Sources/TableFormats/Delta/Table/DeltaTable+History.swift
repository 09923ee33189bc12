import JSONBytes

extension DeltaTable {
  /// What the commits that are still in the log say of themselves, the newest first.
  public func history(limit: Int? = nil) async throws(TableFormatError) -> [HistoryEntry] {
    let commits = try await log.listing().commits
    let wanted = Array(commits.suffix(limit.map { max(0, $0) } ?? commits.count))
    return try await log.actions(of: wanted, withCommitInfo: true).reversed().map(HistoryEntry.init)
  }

  /// The table as it was at a moment that is written as `2020-08-28`, `2020-08-28 03:52:47` or in
  /// any other form of ISO 8601; without a zone it is meant in UTC.
  public func snapshot(asOf moment: String) async throws(TableFormatError) -> DeltaSnapshot {
    guard let microseconds = MomentText.microseconds(moment) else {
      throw TableFormatError(.notFound, "a version", detail: "\"\(moment)\" is no moment")
    }
    return try await snapshot(atMillisecond: Int(microseconds / 1_000))
  }

  /// The table as it was at a moment: after the last commit up to then.
  public func snapshot(
    atMillisecond moment: Int
  ) async throws(TableFormatError) -> DeltaSnapshot {
    var version: Int?
    var time = Int.min
    let commits = try await log.listing().commits
    for commit in commits {
      // Clocks go back; the versions do not.
      time = max(time + 1, commit.file.modified)
      if time > moment { break }
      version = commit.version
    }
    guard let version else {
      let first = commits.first.map { MomentText.milliseconds(Int64($0.file.modified) * 1_000) }
      throw TableFormatError(
        .notFound,
        "a version from \(MomentText.milliseconds(Int64(moment) * 1_000)) or before",
        detail: "the log begins at \(first ?? "no commit")"
      )
    }
    return try await snapshot(version: version)
  }
}

extension HistoryEntry {
  /// Reads what a commit holds.
  init(_ commit: TableLog.ReadCommit) {
    var info = CommitInfo(members: JSONObject())
    var batches: [String: Int] = [:]
    for action in commit.actions {
      switch action {
      case .commitInfo(let found): info = found
      case .transaction(let found): batches[found.appID] = found.version
      default: break
      }
    }
    version = commit.version
    timestamp = info.timestamp ?? commit.time
    operation = info.operation
    parameters = Self.texts(info.members["operationParameters"])
    metrics = Self.texts(info.members["operationMetrics"])
    isBlindAppend = info.members["isBlindAppend"]?.bool
    readVersion = info.members["readVersion"]?.int
    engine = info.members["engineInfo"]?.string
    userMetadata = info.members["userMetadata"]?.string
    transactions = batches
  }

  /// Some writers put numbers where others put their digits.
  private static func texts(_ json: JSONValue?) -> [String: String] {
    let members = (json?.object?.members ?? []).filter { !$0.value.isNull }
    return Dictionary(
      members.map { ($0.key, $0.value.string ?? $0.value.description) },
      uniquingKeysWith: { $1 }
    )
  }
}
