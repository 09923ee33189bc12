import Synchronization

/// Holds one outcome until it is asked for, or the asking task until there is one.
public final class Mailbox<Outcome: Sendable>: Sendable {
  private enum State {
    case empty
    case filled(Outcome)
    case awaited(CheckedContinuation<Outcome, Never>)
  }

  private let state = Mutex(State.empty)

  /// Starts empty.
  public init() {}

  /// Puts the outcome in, once.
  public func put(_ outcome: Outcome) {
    state.withLock { state in
      if case .awaited(let continuation) = state { continuation.resume(returning: outcome) }
      state = .filled(outcome)
    }
  }

  /// Waits for the outcome, once.
  public func take() async -> Outcome {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if case .filled(let outcome) = state { return continuation.resume(returning: outcome) }
        state = .awaited(continuation)
      }
    }
  }
}
