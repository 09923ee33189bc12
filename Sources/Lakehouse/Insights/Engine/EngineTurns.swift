import SQLite
import Synchronization

/// Whose query runs, so that a cancellation ends that one and none that waits behind it.
final class EngineTurns: Sendable {
  private struct State {
    var given = 0
    var running: Int?
    var cancelled: Set<Int> = []
  }

  /// What the connection looks at while it works.
  let brake = SQLiteBrake()
  private let state = Mutex(State())

  /// A number for a query.
  func next() -> Int {
    state.withLock { state in
      state.given += 1
      return state.given
    }
  }

  /// Says that a query runs now; `false` where it was cancelled while it waited.
  func begin(_ turn: Int) -> Bool {
    state.withLock { state in
      if state.cancelled.remove(turn) != nil { return false }
      state.running = turn
      brake.release()
      return true
    }
  }

  /// Says that none runs.
  func end() { state.withLock { $0.running = nil } }

  /// Ends a query, or keeps it from beginning.
  func cancel(_ turn: Int) {
    state.withLock { state in
      if state.running == turn { brake.pull() } else { state.cancelled.insert(turn) }
    }
  }
}
