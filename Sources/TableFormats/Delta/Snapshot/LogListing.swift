/// The commits and checkpoints a listing of the log shows, in order.
struct LogListing {
  private(set) var commits: [LogSegment.Commit] = []
  private(set) var checkpoints: [LogSegment.Checkpoint] = []

  /// Reads the names of files.
  init(_ files: [StoredFile]) {
    var parts: [Int: [LogFile.CheckpointPart: StoredFile]] = [:]
    for file in files {
      switch LogFile(file.path) {
      case .commit(let version): commits.append(LogSegment.Commit(version: version, file: file))
      case .checkpoint(let version, let part): parts[version, default: [:]][part] = file
      case nil: break
      }
    }
    commits.sort { $0.version < $1.version }
    checkpoints = parts.sorted { $0.key < $1.key }.compactMap(Self.checkpoint)
  }

  /// The version of the last commit or checkpoint; -1 where there is none.
  var newestVersion: Int {
    max(commits.last?.version ?? -1, checkpoints.last?.version ?? -1)
  }

  /// A checkpoint, unless a part is missing: its writer may be at work or dead.
  private static func checkpoint(
    _ version: Int,
    _ files: [LogFile.CheckpointPart: StoredFile]
  ) -> LogSegment.Checkpoint? {
    for count in Set(files.keys.map(\.count)).sorted() {
      let parts = (1...count).compactMap { number in
        files[LogFile.CheckpointPart(number: number, count: count)]
      }
      if parts.count == count { return LogSegment.Checkpoint(version: version, parts: parts) }
    }
    return nil
  }
}
