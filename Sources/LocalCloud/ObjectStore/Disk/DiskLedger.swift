import EventLog
import OwnThread
import Synchronization

/// Keeps what there is in memory and every change in a log, one frame a change.
///
/// A thread of its own takes all changes that have gathered, decides on them, writes them together,
/// and makes them visible when they are as safe as the policy says. Where nobody waits for the disk,
/// each caller does that for its own change, and the thread looks after the log alone.
final class DiskLedger: StoreLedger {
  private let core: LedgerCore
  private let thread: BatchThread<PendingChange>
  private let policy: FsyncPolicy

  init(_ recovered: RecoveredStore, files: BlobFiles, policy: FsyncPolicy) {
    let core = LedgerCore(recovered, files: files, policy: policy)
    self.core = core
    self.policy = policy
    thread = BatchThread(name: "object-log") { batch in
      core.commit(batch)
      return nil
    }
  }

  func read<Value: Sendable>(
    _ body: (StoreState) throws(S3Failure) -> Value
  ) throws(S3Failure) -> Value {
    try core.state.withLock { state throws(S3Failure) in try body(state) }
  }

  func commit<Value: Sendable>(
    about subject: StoreSubject,
    _ decide: @escaping @Sendable (StoreState) throws(S3Failure) -> StoreDecision<Value>
  ) async throws(S3Failure) -> Value {
    // Where nobody waits for the disk, two changes of thread would cost more than the writing.
    if policy == .never, let result = core.commitAtOnce(decide) {
      if core.isDueForCompaction { thread.put(.nothing) }
      return try result.get()
    }
    let result = await withCheckedContinuation {
      (continuation: CheckedContinuation<Result<Value, S3Failure>, Never>) in
      let pending = PendingChange(subject: subject) { state in
        do throws(S3Failure) {
          let decision = try decide(state)
          return PendingChange.Accepted(changes: decision.changes) { failure in
            continuation.resume(returning: failure.map(Result.failure) ?? .success(decision.value))
          }
        } catch {
          continuation.resume(returning: .failure(error))
          return nil
        }
      }
      thread.put(pending)
    }
    return try result.get()
  }

  /// Keeps the promise of an interval, and gives room back, also while nobody writes.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.every(FileTrash.keepingTime) { core in core.emptyTrash() } }
      guard case .interval(let interval) = policy else { return }
      group.addTask { await self.every(interval) { core in core.sync() } }
    }
  }

  private func every(
    _ interval: Duration,
    _ work: @escaping @Sendable (LedgerCore) -> Void
  ) async {
    while (try? await Task.sleep(for: interval)) != nil { await settle(work) }
  }

  /// Writes what is under way and lets another store have the folder.
  func close() async { await settle { core in core.close() } }

  /// Does something on the thread, behind everything that was put before.
  private func settle(_ work: @escaping @Sendable (LedgerCore) -> Void) async {
    let core = core
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      thread.put(
        PendingChange(subject: .all) { _ in
          PendingChange.Accepted(changes: []) { _ in
            work(core)
            continuation.resume()
          }
        }
      )
    }
  }
}

/// A change that waits to be decided on.
struct PendingChange: Sendable {
  /// What was decided, and whom to tell what became of it.
  struct Accepted: Sendable {
    let changes: [StoreChange]
    let settle: @Sendable (S3Failure?) -> Void
  }

  /// Changes nothing, but brings the thread to look after the log.
  static let nothing = PendingChange(subject: .all) { _ in nil }

  let subject: StoreSubject
  /// Decides; `nil` where there is nothing more to do, and who waits was told so.
  let decide: @Sendable (StoreState) -> Accepted?
}
