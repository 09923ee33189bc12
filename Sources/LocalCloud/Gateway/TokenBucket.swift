import Synchronization

/// Lets a number of calls a second pass, and as many at once as a second has.
final class TokenBucket: Sendable {
  private struct State {
    var tokens: Double
    var last: CloudClock.Instant
  }

  private let perSecond: Double
  private let clock: CloudClock
  private let state: Mutex<State>

  init(perSecond: Int, clock: CloudClock) {
    self.perSecond = Double(perSecond)
    self.clock = clock
    state = Mutex(State(tokens: Double(perSecond), last: clock.now))
  }

  /// Takes one token, if there is one.
  func take() -> Bool {
    let now = clock.now
    return state.withLock { state in
      let passed = state.last.duration(to: now).seconds
      state.tokens = min(perSecond, state.tokens + passed * perSecond)
      state.last = now
      guard state.tokens >= 1 else { return false }
      state.tokens -= 1
      return true
    }
  }
}
