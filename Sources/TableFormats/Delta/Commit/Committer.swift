/// Makes a change the next version of a table, whoever else is writing.
struct Committer: Sendable {
  let log: TableLog
  let state: TableState
  let options: DeltaTable.Options

  /// What became of a change.
  enum Outcome: Sendable {
    /// It is this version.
    case committed(version: Int)
    /// It was in the table before.
    case wasThere(version: Int)
  }

  /// What a writer knows of the commits it has tried to make.
  private struct Trial {
    /// By this name the writer knows its own commit again when an answer was lost.
    let name = UniqueName.make()
    /// The last version that was tried.
    var tried: Int?
    /// Up to here no commit is ours, for we have looked, or had tried nothing yet.
    var foreign: Int?

    /// Whether a commit may be ours without our knowing: nobody is seen at the version we tried.
    var isUncertain: Bool {
      guard let tried, let foreign else { return false }
      return foreign < tried
    }
  }

  /// Commits a change; an error with `mayBeCommitted` leaves open whether it is in the table.
  func commit(_ change: some TableChange) async throws(CommitFailure) -> Outcome {
    var trial = Trial()
    do throws(TableFormatError) {
      for number in 1...max(1, options.maximumTries) {
        if let outcome = try await attempt(change, &trial) { return outcome }
        await pause(after: number)
      }
      throw TableFormatError(
        .conflict,
        "\(log.storage)",
        detail: "\(options.maximumTries) attempts, each after another writer or without an answer"
      )
    } catch {
      throw CommitFailure(error, mayBeCommitted: trial.isUncertain)
    }
  }

  /// Tries the next version; `nil` where that is somebody else's, or nobody knows.
  private func attempt(
    _ change: some TableChange,
    _ trial: inout Trial
  ) async throws(TableFormatError) -> Outcome? {
    let plan = plan(change, trial)
    if trial.isUncertain, let version = try await lookForOwn(&trial) {
      // It had arrived late, and another task may have brought it into what we planned on.
      return .committed(version: version)
    }
    let (version, actions): (Int, [LogAction])
    switch try plan.get() {
    case .isThere(let version): return .wasThere(version: version)
    case .write(let planned): (version, actions) = planned
    }
    if trial.isUncertain, version - 1 != trial.foreign { return nil }
    trial.foreign = trial.foreign ?? version - 1
    let path = LogFile.commit(version: version).path
    switch await log.storage.create(CommitFile.bytes(of: actions), at: path) {
    case .created:
      try own(actions, version)
      return .committed(version: version)
    case .refused(let error): throw error
    case .unknown, .taken:
      trial.tried = version
      // What is taken may have been taken by us: by an attempt whose answer was lost below us.
      return try await lookForOwn(&trial).map { .committed(version: $0) }
    }
  }

  private enum Plan {
    case isThere(version: Int)
    case write((version: Int, actions: [LogAction]))
  }

  private func plan(
    _ change: some TableChange,
    _ trial: Trial
  ) -> Result<Plan, TableFormatError> {
    let time = options.surroundings.milliseconds
    return Result { () throws(TableFormatError) in
      try state.read { snapshot throws(TableFormatError) in
        switch try change.plan(on: snapshot) {
        case .isThere(let version): return .isThere(version: version)
        case .write(let actions):
          let info = change.description.commitInfo(
            readVersion: snapshot.version,
            attempt: trial.name,
            engine: options.engine,
            at: time
          )
          return .write((snapshot.version + 1, [.commitInfo(info)] + actions))
        }
      }
    }
  }

  /// Reads what was committed since we last looked, and finds the version that is ours.
  private func lookForOwn(_ trial: inout Trial) async throws(TableFormatError) -> Int? {
    let start = trial.foreign ?? state.version
    let commits = try await log.commits(after: start, withCommitInfo: true)
    try state.advance(by: commits, at: options.surroundings.milliseconds)
    trial.foreign = commits.last?.version ?? start
    return commits.first { $0.wasMade(by: trial.name) }?.version
  }

  private func own(_ actions: [LogAction], _ version: Int) throws(TableFormatError) {
    let time = options.surroundings.milliseconds
    let commit = TableLog.ReadCommit(version: version, time: time, actions: actions)
    try state.advance(by: [commit], at: time)
  }

  /// Writers who lost to the same winner must not meet again at the next version, and whoever has
  /// lost more often waits less.
  private func pause(after number: Int) async {
    let bound = options.maximumPause / number
    try? await options.surroundings.clock.sleep(for: bound * options.surroundings.jitter())
  }
}

extension TableLog.ReadCommit {
  /// Whether an attempt of that name wrote it.
  func wasMade(by attempt: String) -> Bool {
    actions.contains { action in
      if case .commitInfo(let info) = action { info.transactionID == attempt } else { false }
    }
  }
}
