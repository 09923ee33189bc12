#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The moments of posts, counted from the start of a run; the same seed gives the same moments.
struct Schedule {
  /// As good as never, and still a moment clocks can count to.
  private static let never = 3e9

  private let pace: Pace
  private var random: SeededRandom
  private var elapsed = Duration.zero
  private var number = 0
  /// How many posts a ramp has had in mind by now; its intervals may be stretched.
  private var ramped = 0.0

  init(_ pace: Pace, seed: UInt64) {
    self.pace = pace
    random = SeededRandom(seed: seed, stream: .timing)
  }

  /// The moment of the next post; `pause` is what the published order sleeps before it.
  ///
  /// `nil` where there are no more: a ramp has come down to nothing.
  mutating func next(pause: Duration) -> Duration? {
    defer { number += 1 }
    if let burst = pace.burst { return burst.every * (number / max(1, burst.posts)) }
    if let ramp = pace.ramp {
      ramped += share()
      return ramp.seconds(until: ramped).map { .seconds(min($0, Self.never)) }
    }
    elapsed += interval(pause)
    return elapsed
  }

  private mutating func interval(_ pause: Duration) -> Duration {
    switch pace.rate {
    case .unlimited: return .zero
    case .perSecond(let rate): return .seconds(min(share() / rate, Self.never))
    // The script sleeps nothing or a second: two posts a second are its mean.
    case nil where pace.rhythm == .original: return pause * jitter()
    case nil: return .milliseconds(500) * share()
    }
  }

  /// An interval as a share of the mean one.
  private mutating func share() -> Double {
    let mean = pace.rhythm == .poisson ? -log(1 - random.unit()) : 1
    return mean * jitter()
  }

  private mutating func jitter() -> Double {
    pace.jitter > 0 ? 1 + pace.jitter * (2 * random.unit() - 1) : 1
  }
}

extension Pace.Ramp {
  /// When so many posts are due: the area below the rate, read backwards; `nil` is never.
  fileprivate func seconds(until posts: Double) -> Double? {
    let time = over / .seconds(1)
    let whole = (from + to) / 2 * time
    guard posts <= whole else { return to > 0 ? time + (posts - whole) / to : nil }
    let slope = (to - from) / time
    return 2 * posts / (from + max(0, from * from + 2 * slope * posts).squareRoot())
  }
}
