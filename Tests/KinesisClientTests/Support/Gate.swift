import Synchronization

/// Holds tasks back until it is opened.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var arrivals: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Waits until the gate is open.
  func pass() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        for arrival in state.arrivals { arrival.resume() }
        state.arrivals = []
        if state.isOpen { continuation.resume() } else { state.waiting.append(continuation) }
      }
    }
  }

  /// Waits until somebody stands before the gate.
  func someoneWaits() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if state.waiting.isEmpty {
          state.arrivals.append(continuation)
        } else {
          continuation.resume()
        }
      }
    }
  }

  /// Lets everybody through from now on.
  func open() {
    state.withLock { state in
      state.isOpen = true
      for waiting in state.waiting { waiting.resume() }
      state.waiting = []
    }
  }
}
