import OwnThread
import Synchronization

/// What the log knows and who writes it down.
final class Journal: Sendable {
  /// How much is written at once before those who wait are told.
  private static let fullGroup = 8 << 20

  let state: Mutex<LogState>
  private let committer: Mutex<Committer>

  init(
    _ recovered: RecoveredLog,
    _ folder: any LogFolder,
    _ options: EmbeddedLog.Options,
    onDisk: Bool
  ) {
    state = Mutex(recovered.state)
    committer = Mutex(
      Committer(
        folder,
        policy: onDisk ? options.fsync : .never,
        segmentBytes: options.segmentBytes ?? (onDisk ? 64 << 20 : 1 << 20),
        totalBytes: options.totalBytes,
        last: recovered.state.segments.last,
        needsSegment: recovered.needsSegment
      )
    )
  }

  /// Writes what is given in as few groups as may be; this may wait for a disk.
  ///
  /// Says how long to wait for the next batch: those who were just told will mostly come again, and
  /// without some patience they would form two groups that wait for each other's syncs.
  @discardableResult
  func commit(_ batch: [PendingWrite]) -> BatchThread<PendingWrite>.Patience? {
    committer.withLock { committer in
      var rest = batch[...]
      while !rest.isEmpty {
        let group = rest.prefix(rest.groupLength(upTo: Self.fullGroup))
        committer.commit(group, state)
        rest = rest.dropFirst(group.count)
      }
      guard batch.count > 1, committer.syncTime > .microseconds(200) else { return nil }
      return .init(count: batch.count, upTo: min(committer.syncTime / 4, .milliseconds(1)))
    }
  }
}

extension ArraySlice<PendingWrite> {
  /// How many from the front can be written together.
  fileprivate func groupLength(upTo limit: Int) -> Int {
    var size = 0
    let end = indices.first { index in
      size += self[index].size
      let isAlone = self[index].mustStandAlone || self[startIndex].mustStandAlone
      return index > startIndex && (size > limit || isAlone)
    }
    return (end ?? endIndex) - startIndex
  }
}
