import Synchronization

/// Asks a run to end: it makes no new posts and finishes what is in flight.
public final class StopSignal: Sendable {
  private struct State {
    var isRaised = false
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextTicket = 0
  }

  private let state = Mutex(State())

  /// Makes a signal that is not raised.
  public init() {}

  /// Whether it was raised.
  public var isRaised: Bool { state.withLock(\.isRaised) }

  /// Raises it, for good.
  public func raise() {
    let waiting = state.withLock { state in
      state.isRaised = true
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Sleeps until a moment, or until the signal is raised or the task cancelled.
  func sleep<C: Clock<Duration>>(until deadline: C.Instant, on clock: C) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await clock.sleep(until: deadline, tolerance: nil) }
      group.addTask { await self.wait() }
      await group.next()
      group.cancelAll()
    }
  }

  /// Waits until the signal is raised or the task cancelled.
  func wait() async {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.isRaised || Task.isCancelled { return true }
          state.waiting[ticket] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
    }
  }
}
