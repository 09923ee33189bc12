import FoundationEssentials

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

  private let policy: RetryPolicy
  private let begin: Date
  /// The attempts that have failed.
  private(set) var failures = 0
  /// The failed attempts that drew on the budget.
  private(set) var repetitions = 0
  /// Whether a failed attempt may have been done all the same.
  private(set) var mayHaveSucceeded = false
  private var hasRefreshed = false
  private var hasMovedClock = false
  private var redirects = 0

  init(_ policy: RetryPolicy, begin: Date) {
    self.policy = policy
    self.begin = begin
  }

  /// Takes note of a failure and says what follows from it.
  mutating func next(
    after failure: Failure,
    canReplay: Bool,
    at now: Date,
    jitter: Double,
    budget: inout RetryBudget
  ) -> Action {
    failures += 1
    mayHaveSucceeded = mayHaveSucceeded || failure.mayHaveSucceeded
    guard canReplay else { return .giveUp }
    // A correction is no repetition: it asks something else, and each is made once.
    switch failure.remedy {
    case .none: return .giveUp
    case .freshCredentials: return once(&hasRefreshed, failure.remedy)
    case .clock: return once(&hasMovedClock, failure.remedy)
    case .region:
      redirects += 1
      return redirects <= 2 ? .correct(failure.remedy) : .giveUp
    case .patience, .restraint: break
    }
    guard failures < policy.maximumAttempts, budget.withdraw() else { return .giveUp }
    let wait = wait(after: failure, jitter: jitter)
    if let deadline = policy.deadline, now.addingTimeInterval(wait / .seconds(1)) > end(deadline) {
      return .giveUp
    }
    repetitions += 1
    return .wait(wait)
  }

  private func once(_ isDone: inout Bool, _ remedy: Failure.Remedy) -> Action {
    defer { isDone = true }
    return isDone ? .giveUp : .correct(remedy)
  }

  private func end(_ deadline: Duration) -> Date {
    begin.addingTimeInterval(deadline / .seconds(1))
  }

  /// Full jitter: anything up to a bound that doubles each time.
  private func wait(after failure: Failure, jitter: Double) -> Duration {
    if let asked = failure.wait { return min(asked, policy.maximumDelay) }
    let base = failure.remedy == .restraint ? policy.throttledBaseDelay : policy.baseDelay
    let bound = min(base * (1 << min(repetitions, 20)), policy.maximumDelay)
    return bound * jitter
  }
}
