import Synchronization

/// The newest version of a table that a handle knows; it is changed in place and never copied, for
/// a table may have many files.
final class TableState: Sendable {
  private struct Known {
    var snapshot: DeltaSnapshot
    /// When somebody last looked at the storage, in milliseconds since 1970.
    var confirmed: Int
  }

  private let known: Mutex<Known>

  init(_ snapshot: DeltaSnapshot, at time: Int) {
    known = Mutex(Known(snapshot: snapshot, confirmed: time))
  }

  var snapshot: DeltaSnapshot { known.withLock { $0.snapshot } }
  var version: Int { known.withLock { $0.snapshot.version } }
  var confirmed: Int { known.withLock { $0.confirmed } }

  /// Looks at the snapshot without copying it.
  func read<Value: Sendable>(
    _ body: (borrowing DeltaSnapshot) throws(TableFormatError) -> Value
  ) throws(TableFormatError) -> Value {
    try known.withLock { known throws(TableFormatError) in try body(known.snapshot) }
  }

  /// Goes on by commits, of which those that another task has brought in are passed over.
  func advance(by commits: [TableLog.ReadCommit], at time: Int) throws(TableFormatError) {
    try known.withLock { known throws(TableFormatError) in
      for commit in commits where commit.version == known.snapshot.version + 1 {
        try known.snapshot.apply(commit)
      }
      known.confirmed = max(known.confirmed, time)
    }
  }

  /// Takes a newer snapshot that was read as a whole.
  func replace(by snapshot: DeltaSnapshot, at time: Int) {
    known.withLock { known in
      guard snapshot.version >= known.snapshot.version else { return }
      known = Known(snapshot: snapshot, confirmed: time)
    }
  }
}
