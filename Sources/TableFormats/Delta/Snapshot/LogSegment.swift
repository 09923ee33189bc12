/// The files of the log that together make one version of a table.
struct LogSegment: Hashable, Sendable {
  /// The version.
  let version: Int
  /// The checkpoint to begin with; the first version has none before it.
  let checkpoint: Checkpoint?
  /// The commits behind the checkpoint, without a gap.
  let commits: [Commit]

  /// A checkpoint whose parts are all there.
  struct Checkpoint: Hashable, Sendable {
    let version: Int
    let parts: [StoredFile]
  }

  /// The file of a commit.
  struct Commit: Hashable, Sendable {
    let version: Int
    let file: StoredFile
  }

  /// Chooses from a listing what makes `wanted`, or the newest version.
  ///
  /// `nil` where the listing does not reach back far enough.
  init?(_ listing: LogListing, wanted: Int?) throws(TableFormatError) {
    let isWanted = { (version: Int) in wanted.map { version <= $0 } ?? true }
    checkpoint = listing.checkpoints.last { isWanted($0.version) }
    let start = checkpoint.map { $0.version + 1 } ?? 0
    commits = listing.commits.filter { $0.version >= start && isWanted($0.version) }
    version = commits.last?.version ?? start - 1
    guard version >= 0 else { return nil }
    if let wanted, wanted > version {
      throw TableFormatError(
        .notFound,
        "version \(wanted)",
        detail: "the newest is \(listing.newestVersion)"
      )
    }
    for (expected, commit) in zip(start..., commits) where commit.version != expected {
      return nil
    }
  }
}
