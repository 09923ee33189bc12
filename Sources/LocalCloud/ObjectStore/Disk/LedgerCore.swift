import EventLog
import Synchronization

/// What the thread of a ledger works on.
final class LedgerCore: Sendable {
  private static let fullGroup = 8 << 20
  /// Less than this is not worth writing a log anew for.
  private static let worthwhile = 64 << 20

  /// The log, and what is about to be written to it.
  private struct Writing {
    var log: StoreLog
    /// How large the log was when it was last written anew.
    var compactSize: Int
    var isClosed = false
    var staged: [UInt8] = []
    var accepted: [(placed: [StoreChange], settle: @Sendable (S3Failure?) -> Void)] = []
    var subjects: Set<StoreSubject> = []
  }

  let state: Mutex<StoreState>
  private let writing: Mutex<Writing>
  private let files: BlobFiles
  private let policy: FsyncPolicy

  init(_ recovered: RecoveredStore, files: BlobFiles, policy: FsyncPolicy) {
    state = Mutex(recovered.state)
    writing = Mutex(Writing(log: recovered.log, compactSize: 0))
    self.files = files
    self.policy = policy
  }

  /// Decides on what has gathered and writes it in as few groups as may be.
  func commit(_ batch: [PendingChange]) {
    // First, so that a disk which is full has room again for what comes now.
    emptyTrash()
    for pending in batch {
      let mustStandAlone = pending.subject == .all
      let isFull = writing.withLock { writing in
        mustStandAlone || writing.subjects.contains(pending.subject)
          || writing.staged.count > Self.fullGroup
      }
      if isFull { flush() }
      stage(pending)
      if mustStandAlone { flush() }
    }
    flush()
  }

  func emptyTrash() { files.trash.empty(files.folder) }

  func sync() { writing.withLock { try? $0.log.sync() } }

  func close() {
    writing.withLock { writing in
      if policy != .never { try? writing.log.sync() }
      writing.isClosed = true
    }
    files.trash.empty(files.folder, all: true)
    files.folder.unlock()
  }

  private func stage(_ pending: PendingChange) {
    guard let accepted = state.withLock({ pending.decide($0) }) else { return }
    writing.withLock { writing in
      do throws(S3Failure) {
        guard !writing.isClosed else { throw .internalError("the store is closed") }
        let placed =
          accepted.changes.isEmpty
          ? []
          : try StoreFrame.append(
            accepted.changes,
            to: &writing.staged,
            position: writing.log.size,
            log: writing.log.file,
            mark: writing.log.mark
          )
        writing.accepted.append((placed, accepted.settle))
        writing.subjects.insert(pending.subject)
      } catch { accepted.settle(error) }
    }
  }

  /// Writes the group, makes it visible, and tells who waits; or tells that nothing was done.
  private func flush() {
    let (accepted, failure) = writing.withLock { writing in
      defer {
        writing.staged.removeAll(keepingCapacity: writing.staged.capacity <= Self.fullGroup)
        writing.accepted.removeAll(keepingCapacity: true)
        writing.subjects.removeAll(keepingCapacity: true)
      }
      do throws(LogError) {
        if !writing.staged.isEmpty { try writing.log.append(writing.staged, policy) }
        state.withLock { state in
          for group in writing.accepted { for change in group.placed { state.apply(change) } }
        }
        return (writing.accepted, nil as S3Failure?)
      } catch { return (writing.accepted, S3Failure.disk(error)) }
    }
    for group in accepted { group.settle(failure) }
    compactIfWorthwhile()
  }

  /// Writes the log anew when most of it tells of what is no more, or when it cannot be trusted.
  private func compactIfWorthwhile() {
    writing.withLock { writing in
      let live = state.withLock { $0.liveBytes }
      let size = writing.log.size
      let isMostlyDead = size > Self.worthwhile + 2 * max(live, writing.compactSize)
      guard isMostlyDead || writing.log.isDoubtful, !writing.isClosed else { return }
      let old = writing.log
      // What fails now is tried again; the old log goes on to be the one that counts.
      guard
        let log = try? StoreCompaction.rewrite(
          old,
          state,
          in: files,
          isSafe: policy != .never
        )
      else { return }
      writing.log = log
      writing.compactSize = log.size
      try? files.folder.remove(old.file.name)
    }
  }
}
