internal import Synchronization

/// Hands values from any thread to one waiting task, until it is closed.
final class Mailbox<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var isClosed = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func put(_ value: Value) {
    change { $0.values.append(value) }
  }

  /// Lets the reader end once it took what is there.
  func close() {
    change { $0.isClosed = true }
  }

  /// Waits for values; an empty result is the end.
  func take() async -> [Value] {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if state.values.isEmpty, !state.isClosed {
          state.waiting = continuation
          return false
        }
        return true
      }
      if isReady { continuation.resume() }
    }
    return state.withLock { state in
      defer { state.values = [] }
      return state.values
    }
  }

  private func change(_ body: (inout sending State) -> Void) {
    let waiting = state.withLock { state in
      body(&state)
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume()
  }
}
