/// Decides after each failed attempt whether there is another; time and chance come from outside.
struct AttemptLoop {
  /// What to do next.
  enum Action: Hashable {
    /// Hand the error to the caller.
    case giveUp
    /// Send it again, corrected, at once.
    case correct(Failure.Remedy)
    /// Send it again after a wait.
    case wait(Duration)
  }

  private let policy: KinesisRetryPolicy
  private let patience: Patience?
  /// The attempts that have failed.
  private(set) var failures = 0
  /// Those of them that met a throttle.
  private(set) var throttles = 0
  /// The failed attempts that drew on the budget.
  private(set) var repetitions = 0
  /// Whether a failed attempt may have been done all the same.
  private(set) var mayHaveSucceeded = false
  private var hasRefreshed = false
  private var hasMovedClock = false

  init(_ policy: KinesisRetryPolicy, patience: Patience?) {
    self.policy = policy
    self.patience = patience
  }

  /// Takes note of a failure and says what follows from it.
  mutating func next(
    after failure: Failure,
    elapsed: Duration,
    jitter: Double,
    budget: inout RetryBudget
  ) -> Action {
    failures += 1
    throttles += failure.remedy == .restraint ? 1 : 0
    mayHaveSucceeded = mayHaveSucceeded || failure.mayHaveSucceeded
    // A correction is no repetition: it asks something else, and each is made once.
    switch failure.remedy {
    case .none: return .giveUp
    case .freshCredentials: return once(&hasRefreshed, failure.remedy)
    case .clock: return once(&hasMovedClock, failure.remedy)
    case .restraint where patience != nil: break
    case .patience, .restraint:
      guard failures - throttlesSatOut < policy.maximumAttempts, budget.withdraw() else {
        return .giveUp
      }
      repetitions += 1
    }
    let wait = wait(after: failure, jitter: jitter)
    let limits = [policy.deadline, failure.remedy == .restraint ? patience?.time : nil]
    if let limit = limits.compactMap(\.self).min(), elapsed + wait > limit { return .giveUp }
    return .wait(wait)
  }

  /// Throttles that the caller wants to sit out are no sign of trouble and count for nothing.
  private var throttlesSatOut: Int { patience == nil ? 0 : throttles }

  private func once(_ isDone: inout Bool, _ remedy: Failure.Remedy) -> Action {
    defer { isDone = true }
    return isDone ? .giveUp : .correct(remedy)
  }

  private func wait(after failure: Failure, jitter: Double) -> Duration {
    if let asked = failure.wait { return min(asked, policy.maximumDelay) }
    let isThrottled = failure.remedy == .restraint
    let wait = policy.wait(after: failures - 1, isThrottled: isThrottled, chance: jitter)
    return isThrottled ? min(wait, patience?.longestPause ?? wait) : wait
  }
}
