import Synchronization

/// Holds one outcome until it is asked for, or the asking task until there is one.
final class Mailbox: Sendable {
  private enum State {
    case empty
    case filled(PutOutcome)
    case awaited(CheckedContinuation<PutOutcome, Never>)
  }

  private let state = Mutex(State.empty)

  /// Puts the outcome in, once.
  func put(_ outcome: PutOutcome) {
    state.withLock { state in
      if case .awaited(let continuation) = state { continuation.resume(returning: outcome) }
      state = .filled(outcome)
    }
  }

  /// Waits for the outcome, once.
  func take() async -> PutOutcome {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if case .filled(let outcome) = state { return continuation.resume(returning: outcome) }
        state = .awaited(continuation)
      }
    }
  }
}
