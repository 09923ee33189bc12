#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The moments of posts, counted from the start of a run; the same seed gives the same moments.
struct Schedule {
  private let pace: Pace
  private var random: SeededRandom
  private var elapsed = Duration.zero
  private var number = 0

  init(_ pace: Pace, seed: UInt64) {
    self.pace = pace
    random = SeededRandom(seed: seed, stream: .timing)
  }

  /// The moment of the next post; `pause` is what the published order sleeps before it.
  mutating func next(pause: Duration) -> Duration {
    defer { number += 1 }
    if let burst = pace.burst { return burst.every * (number / max(1, burst.posts)) }
    elapsed += jittered(interval(pause))
    return elapsed
  }

  private mutating func interval(_ pause: Duration) -> Duration {
    if let ramp = pace.ramp { return .seconds(1 / rate(on: ramp)) }
    switch pace.rate {
    case .unlimited: return .zero
    case .perSecond(let rate):
      let mean = 1 / rate
      guard pace.rhythm == .poisson else { return .seconds(mean) }
      return .seconds(-mean * log(1 - random.unit()))
    case nil:
      // The script sleeps nothing or a second: two posts a second are its mean.
      return pace.rhythm == .original ? pause : .milliseconds(500)
    }
  }

  private func rate(on ramp: Pace.Ramp) -> Double {
    let share = min(1, elapsed / ramp.over)
    return max(0.001, ramp.from + (ramp.to - ramp.from) * share)
  }

  private mutating func jittered(_ interval: Duration) -> Duration {
    guard pace.jitter > 0, interval > .zero else { return interval }
    return interval * (1 + pace.jitter * (2 * random.unit() - 1))
  }
}
