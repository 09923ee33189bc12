/// What a client may spend on repetitions, so that a service in trouble is not buried under them.
struct RetryBudget: Sendable, Hashable {
  private static let capacity = 500
  private var tokens = Self.capacity

  /// What one repetition costs.
  static let cost = 5

  /// Takes the cost of one repetition; `false` where the budget is used up.
  mutating func withdraw() -> Bool {
    guard tokens >= Self.cost else { return false }
    tokens -= Self.cost
    return true
  }

  /// Gives back what a success after repetitions cost, and a little for a success at once.
  mutating func deposit(repetitions: Int) {
    tokens = min(Self.capacity, tokens + max(1, repetitions * Self.cost))
  }
}
