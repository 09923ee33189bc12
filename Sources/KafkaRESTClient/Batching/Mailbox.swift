import Synchronization

/// Holds one outcome until it is asked for, or the asking task until there is one.
@usableFromInline final class Mailbox: Sendable {
  private enum State {
    case empty
    case filled(RecordOutcome)
    case awaited(CheckedContinuation<RecordOutcome, Never>)
  }

  private let state = Mutex(State.empty)

  @usableFromInline init() {}

  /// Puts the outcome in, once.
  @usableFromInline func put(_ outcome: RecordOutcome) {
    state.withLock { state in
      if case .awaited(let continuation) = state { continuation.resume(returning: outcome) }
      state = .filled(outcome)
    }
  }

  /// Waits for the outcome, once.
  @usableFromInline func take() async -> RecordOutcome {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if case .filled(let outcome) = state { return continuation.resume(returning: outcome) }
        state = .awaited(continuation)
      }
    }
  }
}
