import Synchronization

/// A clock on which every sleep lasts until the test says so.
final class StepClock: Clock, Sendable {
  typealias Instant = ContinuousClock.Instant

  private struct State {
    var sleeper: CheckedContinuation<Void, Never>?
    var stepper: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  var now: Instant { .now }
  var minimumResolution: Duration { .zero }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          if Task.isCancelled { return continuation.resume() }
          state.sleeper = continuation
          state.stepper?.resume()
          state.stepper = nil
        }
      }
    } onCancel: {
      state.withLock { state in
        state.sleeper?.resume()
        state.sleeper = nil
      }
    }
    try Task.checkCancellation()
  }

  /// Waits until somebody sleeps, and wakes them.
  func step() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if state.sleeper == nil { state.stepper = continuation } else { continuation.resume() }
      }
    }
    state.withLock { state in
      state.sleeper?.resume()
      state.sleeper = nil
    }
  }
}
