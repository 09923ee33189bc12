/// Lets so much a second pass, and at once as much as a second has.
struct LimitBucket: Sendable {
  private let perSecond: Double
  private var tokens: Double
  private var last: CloudClock.Instant

  init(perSecond: Double, at now: CloudClock.Instant) {
    self.perSecond = perSecond
    tokens = perSecond
    last = now
  }

  /// Whether so much may pass; a single thing that is larger than the bucket needs a full one.
  mutating func allows(_ amount: Double, at now: CloudClock.Instant) -> Bool {
    refill(at: now)
    return tokens >= min(amount, perSecond)
  }

  /// Takes what has passed; it may leave a debt.
  mutating func take(_ amount: Double) { tokens -= amount }

  /// Takes what was read without being asked; more than a second's worth uses up what was saved.
  mutating func charge(_ amount: Double) {
    tokens = (amount > perSecond ? min(tokens, 0) : tokens) - amount
  }

  /// Whether there is no debt.
  mutating func isOpen(at now: CloudClock.Instant) -> Bool {
    refill(at: now)
    return tokens > 0
  }

  private mutating func refill(at now: CloudClock.Instant) {
    let passed = last.duration(to: now).seconds
    tokens = min(perSecond, tokens + max(0, passed) * perSecond)
    last = now
  }
}
