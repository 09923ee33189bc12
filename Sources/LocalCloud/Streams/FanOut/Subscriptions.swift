import Synchronization

/// Who is subscribed to what: one at a time for each consumer and shard.
final class Subscriptions: Sendable {
  /// A consumer and a shard.
  struct Key: Sendable, Hashable {
    let consumer: ConsumerARN
    let shard: ShardID
  }

  private struct Entry {
    let number: Int
    let began: Int
    var wake: CheckedContinuation<Void, Never>?
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var nextNumber = 0
    var isStopped = false
  }

  /// For so long, in milliseconds, nobody else can take a subscription over.
  private static let sureFor = 5_000

  private let state = Mutex(State())

  /// A subscription under way; it ends when nobody holds it any more.
  final class Lease: Sendable {
    let key: Key
    let number: Int
    private let owner: Subscriptions

    fileprivate init(_ key: Key, _ number: Int, _ owner: Subscriptions) {
      self.key = key
      self.number = number
      self.owner = owner
    }

    deinit { owner.end(key, number) }

    /// Whether nobody took it over and the cloud goes on.
    var holds: Bool { owner.holds(key, number) }

    /// Waits until it does not hold any more; returns when the task is cancelled, too.
    func over() async { await owner.over(key, number) }
  }

  /// Subscribes, in place of an older subscription where that has had its time.
  func begin(_ key: Key, at now: Int) -> Lease? {
    let (lease, displaced) = state.withLock {
      state -> (Lease?, CheckedContinuation<Void, Never>?) in
      let present = state.entries[key]
      if let present, now - present.began < Self.sureFor { return (nil, nil) }
      state.nextNumber += 1
      state.entries[key] = Entry(number: state.nextNumber, began: now)
      return (Lease(key, state.nextNumber, self), present?.wake)
    }
    displaced?.resume()
    return lease
  }

  /// Ends every subscription, now and later.
  func stop() {
    let waiting = state.withLock { state in
      state.isStopped = true
      defer { state.entries = [:] }
      return state.entries.values.compactMap(\.wake)
    }
    for continuation in waiting { continuation.resume() }
  }

  private func holds(_ key: Key, _ number: Int) -> Bool {
    state.withLock { !$0.isStopped && $0.entries[key]?.number == number }
  }

  private func end(_ key: Key, _ number: Int) {
    let wake = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.entries[key]?.number == number else { return nil }
      return state.entries.removeValue(forKey: key)?.wake
    }
    wake?.resume()
  }

  private func over(_ key: Key, _ number: Int) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let mustWait = state.withLock { state in
          guard !state.isStopped, !Task.isCancelled, state.entries[key]?.number == number else {
            return false
          }
          state.entries[key]?.wake = continuation
          return true
        }
        if !mustWait { continuation.resume() }
      }
    } onCancel: {
      let wake = state.withLock { state -> CheckedContinuation<Void, Never>? in
        guard state.entries[key]?.number == number else { return nil }
        defer { state.entries[key]?.wake = nil }
        return state.entries[key]?.wake
      }
      wake?.resume()
    }
  }
}
