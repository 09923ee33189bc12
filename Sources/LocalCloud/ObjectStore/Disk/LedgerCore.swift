import EventLog
import Synchronization

/// What a ledger decides by and writes to, one group of changes at a time.
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

    /// Puts changes into the group, and gives them with their bytes placed.
    mutating func stage(_ changes: [StoreChange]) throws(S3Failure) -> [StoreChange] {
      guard !isClosed else { throw .internalError("the store is closed") }
      guard !changes.isEmpty else { return [] }
      return try StoreFrame.append(
        changes,
        to: &staged,
        position: log.size,
        log: log.file,
        mark: log.mark
      )
    }

    /// Writes the group.
    mutating func write(_ policy: FsyncPolicy) throws(LogError) {
      defer { staged.removeAll(keepingCapacity: staged.capacity <= LedgerCore.fullGroup) }
      if !staged.isEmpty { try log.append(staged, policy) }
    }
  }

  /// Held from the first decision to the last answer of a group.
  private let turn = Mutex<Void>(())
  private let isCompacting = Atomic(false)

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
  func commit(_ batch: [PendingChange]) { turn.withLock { _ in commitInTurn(batch) } }

  /// Decides on one change and writes it on the caller's thread; `nil` where that would take long.
  func commitAtOnce<Value>(
    _ decide: (StoreState) throws(S3Failure) -> StoreDecision<Value>
  ) -> Result<Value, S3Failure>? {
    guard !isCompacting.load(ordering: .relaxed) else { return nil }
    return turn.withLock { _ in
      Result { () throws(S3Failure) in
        let decision = try state.withLock { state throws(S3Failure) in try decide(state) }
        try writing.withLock { writing throws(S3Failure) in
          let placed = try writing.stage(decision.changes)
          do throws(LogError) { try writing.write(policy) } catch { throw .disk(error) }
          state.withLock { state in for change in placed { state.apply(change) } }
        }
        return decision.value
      }
    }
  }

  private func commitInTurn(_ batch: [PendingChange]) {
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
        writing.accepted.append((try writing.stage(accepted.changes), accepted.settle))
        writing.subjects.insert(pending.subject)
      } catch { accepted.settle(error) }
    }
  }

  /// Writes the group, makes it visible, and tells who waits; or tells that nothing was done.
  private func flush() {
    let (accepted, failure) = writing.withLock { writing in
      defer {
        writing.accepted.removeAll(keepingCapacity: true)
        writing.subjects.removeAll(keepingCapacity: true)
      }
      do throws(LogError) {
        try writing.write(policy)
        state.withLock { state in
          for group in writing.accepted { for change in group.placed { state.apply(change) } }
        }
        return (writing.accepted, nil as S3Failure?)
      } catch { return (writing.accepted, S3Failure.disk(error)) }
    }
    for group in accepted { group.settle(failure) }
    compactIfWorthwhile()
  }

  /// Whether the log should be written anew: most of it tells of what is no more, or it cannot be
  /// trusted.
  var isDueForCompaction: Bool { writing.withLock { isDueForCompaction($0) } }

  private func isDueForCompaction(_ writing: Writing) -> Bool {
    guard !writing.isClosed else { return false }
    let size = writing.log.size
    guard size > Self.worthwhile || writing.log.isDoubtful else { return false }
    let live = max(state.withLock { $0.liveBytes }, writing.compactSize)
    return size > Self.worthwhile + 2 * live || writing.log.isDoubtful
  }

  /// Writes the log anew where that is due.
  private func compactIfWorthwhile() {
    writing.withLock { writing in
      guard isDueForCompaction(writing) else { return }
      isCompacting.store(true, ordering: .relaxed)
      defer { isCompacting.store(false, ordering: .relaxed) }
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
