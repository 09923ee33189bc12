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

  /// Commits a change; an error with `mayBeCommitted` leaves open whether it is in the table.
  func commit(_ change: some TableChange) async throws(CommitFailure) -> Outcome {
    // By this name the writer knows its own commit again when an answer was lost.
    let attempt = UniqueName.make()
    var isUncertain = false
    /// The last version that is known to be somebody else's.
    var foreign: Int?
    for number in 1...max(1, options.maximumTries) {
      let (version, actions): (Int, [LogAction])
      switch try plan(change, attempt, isUncertain) {
      case .isThere(let version): return .wasThere(version: version)
      case .write(let planned): (version, actions) = planned
      }
      foreign = foreign ?? version - 1
      let path = LogFile.commit(version: version).path
      switch await log.storage.create(CommitFile.bytes(of: actions), at: path) {
      case .created:
        try own(actions, version)
        return .committed(version: version)
      case .refused(let error): throw CommitFailure(error, mayBeCommitted: isUncertain)
      case .unknown: isUncertain = true
      case .taken: break
      }
      let winners = try await winners(after: foreign ?? version - 1)
      if let ours = winners.first(where: { $0.wasMade(by: attempt) }) {
        return .committed(version: ours.version)
      }
      foreign = winners.last?.version ?? foreign
      await pause(after: number)
    }
    let detail = "\(options.maximumTries) attempts, each after another writer or without an answer"
    let error = TableFormatError(.conflict, "\(log.storage)", detail: detail)
    throw CommitFailure(error, mayBeCommitted: isUncertain)
  }

  private enum Plan {
    case isThere(version: Int)
    case write((version: Int, actions: [LogAction]))
  }

  private func plan(
    _ change: some TableChange,
    _ attempt: String,
    _ isUncertain: Bool
  ) throws(CommitFailure) -> Plan {
    let time = options.surroundings.milliseconds
    do {
      return try state.read { snapshot throws(TableFormatError) in
        switch try change.plan(on: snapshot) {
        case .isThere(let version): return .isThere(version: version)
        case .write(let actions):
          let info = change.description.commitInfo(
            readVersion: snapshot.version,
            attempt: attempt,
            engine: options.engine,
            at: time
          )
          return .write((snapshot.version + 1, [.commitInfo(info)] + actions))
        }
      }
    } catch {
      throw CommitFailure(error, mayBeCommitted: isUncertain)
    }
  }

  /// What others, or an attempt of ours whose answer was lost, have committed meanwhile.
  private func winners(after version: Int) async throws(CommitFailure) -> [TableLog.ReadCommit] {
    do {
      let commits = try await log.commits(after: version, withCommitInfo: true)
      try state.advance(by: commits, at: options.surroundings.milliseconds)
      return commits
    } catch {
      // What we have just been told is taken may be ours.
      throw CommitFailure(error, mayBeCommitted: true)
    }
  }

  private func own(_ actions: [LogAction], _ version: Int) throws(CommitFailure) {
    let time = options.surroundings.milliseconds
    let commit = TableLog.ReadCommit(version: version, time: time, actions: actions)
    do {
      try state.advance(by: [commit], at: time)
    } catch {
      throw CommitFailure(error, mayBeCommitted: true)
    }
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
