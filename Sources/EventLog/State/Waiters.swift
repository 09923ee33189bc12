import OwnThread

/// Those who wait for records: who waits where, and how to wake them.
struct Waiters {
  typealias ID = UInt64

  /// A waiting that has ended, and with what.
  private struct Ended: Sendable {
    let continuation: CheckedContinuation<Bool, Never>
    let found: Bool
  }

  private struct Waiter {
    var partitions: [PartitionID]
    var continuation: CheckedContinuation<Bool, Never>
  }

  private var nextID: ID = 0
  private var waiting: [ID: Waiter] = [:]
  private var byPartition: [PartitionID: Set<ID>] = [:]
  /// Resumes those whose waiting has ended; there once somebody has waited.
  ///
  /// Whoever ends a waiting holds the log's lock, and who is cancelled while waiting holds a lock of
  /// its task and wants the log's: to resume it there and then would be to wait for each other.
  private var waker: BatchThread<Ended>?

  mutating func makeID() -> ID {
    nextID += 1
    return nextID
  }

  mutating func add(
    _ id: ID,
    at partitions: [PartitionID],
    _ continuation: CheckedContinuation<Bool, Never>
  ) {
    if waker == nil {
      waker = BatchThread(name: "log-waker") { ended in
        for one in ended { one.continuation.resume(returning: one.found) }
        return nil
      }
    }
    waiting[id] = Waiter(partitions: partitions, continuation: continuation)
    for partition in partitions { byPartition[partition, default: []].insert(id) }
  }

  /// Tells everybody who waits at a partition that there is something to look at.
  mutating func wake(_ partition: PartitionID) {
    guard !byPartition.isEmpty else { return }
    for id in byPartition[partition] ?? [] { end(id, found: true) }
  }

  mutating func wakeAll() {
    for id in waiting.keys { end(id, found: true) }
  }

  /// Ends one waiting, if it has not ended yet.
  mutating func end(_ id: ID, found: Bool) {
    guard let waiter = waiting.removeValue(forKey: id) else { return }
    for partition in waiter.partitions {
      byPartition[partition]?.remove(id)
      if byPartition[partition]?.isEmpty == true { byPartition[partition] = nil }
    }
    waker?.put(Ended(continuation: waiter.continuation, found: found))
  }
}
