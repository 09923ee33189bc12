import Emulator
import PinterestModels
import SyntheticRows
import Testing

@Suite struct PaceTests {
  /// When posts are due, in seconds, until they end or `limit` of them are known.
  func moments(upTo limit: Int = 10_000, _ change: (inout Emulator.Options) -> Void) async throws
    -> [Double]
  {
    var options = Emulator.Options()
    options.tables = [.user]
    change(&options)
    var plan = try await PostPlan(options, source: SyntheticRows())
    var moments: [Double] = []
    while moments.count < limit, let post = try await plan.next() {
      moments.append(post.due / .seconds(1))
    }
    return moments
  }

  @Test(arguments: [
    // Half the way up, half of the mean; then as fast as at the top.
    (0.0, 500.0, 60.0, 120.0, 15_000 + 30_000), (100, 100, 60, 10, 1_000), (10, 20, 10, 5, 62),
    (50, 0, 2, 9, 50), (20, 5, 0, 3, 15),
  ])
  func `a ramp makes as many posts as lie below it`(
    from: Double,
    to: Double,
    over: Double,
    duration: Double,
    posts: Int
  ) async throws {
    let moments = try await moments(upTo: 100_000) {
      $0.pace.ramp = Pace.Ramp(from: from, to: to, over: .seconds(over))
      $0.duration = .seconds(duration)
    }
    #expect(abs(moments.count - posts) <= 1, "\(moments.count)")
    #expect(moments == moments.sorted())
  }

  @Test func `a ramp from nothing begins with the first post it has time for`() async throws {
    let moments = try await moments(upTo: 4) {
      $0.pace.ramp = Pace.Ramp(from: 0, to: 200, over: .seconds(2))
    }
    // 50 t² posts by the moment t.
    for (number, moment) in moments.enumerated() {
      #expect(abs(moment - (Double(number + 1) / 50).squareRoot()) < 1e-9)
    }
  }

  @Test func `people who are independent keep no distance`() async throws {
    for rate in [PostRate.perSecond(2), nil] {
      let moments = try await moments(upTo: 4_000) {
        $0.pace.rhythm = .poisson
        $0.pace.rate = rate
      }
      let intervals = zip(moments.dropFirst(), moments).map { $0 - $1 }
      let mean = intervals.reduce(0, +) / Double(intervals.count)
      let variance = intervals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      #expect(abs(mean - 0.5) < 0.03)
      // Of exponential intervals the deviation is the mean.
      #expect(abs((variance / Double(intervals.count)).squareRoot() / mean - 1) < 0.1)
    }
  }

  @Test func `the script's own pauses are none or a second`() async throws {
    let moments = try await moments(upTo: 6) { _ in }
    #expect(moments == [0, 1, 2, 3, 3, 3])
  }

  @Test func `bursts come together and so often`() async throws {
    let moments = try await moments(upTo: 5) {
      $0.pace.burst = Pace.Burst(posts: 2, every: .seconds(10))
    }
    #expect(moments == [0, 0, 10, 10, 20])
  }

  @Test func `a rate next to nothing and a time beyond all calendars are borne`() async throws {
    let moments = try await moments(upTo: 2) { $0.pace.rate = .perSecond(1e-300) }
    #expect(moments.count == 2 && moments[0] > 1e9)
    let start = try #require(WireTimestamp(parsing: "2015-01-01 00:00:00"))
    let over = try await self.moments(upTo: 2) {
      $0.pace.rate = .perSecond(1)
      $0.times = .running(from: start, factor: 1e300, to: nil)
    }
    #expect(over == [])
  }

  @Test func `a dry run has every moment in its place and waits for none`() async throws {
    var options = Emulator.Options()
    options.pace.rate = .perSecond(10)
    options.duration = .seconds(300)
    options.tables = [.user]
    let clock = LeapingClock()
    let emulator = Emulator(options, from: SyntheticRows(), to: DryTarget())
    let tally = try await emulator.run(clock: clock)
    #expect(tally.posts == 3_000 && tally.total.notSent == 3_000 && tally.late == 0)
    #expect(abs(clock.elapsed / .seconds(1) - 300) < 1)
  }

  @Test(arguments: [
    ("p50", 0.5), ("p99", 0.99), ("p999", 0.999), ("p99.9", 0.999), ("p100", 1), ("p5", 0.05),
  ])
  func `percentiles are read as people write them`(name: String, share: Double) throws {
    var tally = RunTally()
    for number in 1...1_000 { tally.latencies.record(.microseconds(number)) }
    let summary = RunSummary(
      tally,
      options: Emulator.Options(),
      target: "t",
      elapsed: .seconds(1),
      isInterrupted: false,
      resumeAt: 0
    )
    let figure = try #require(summary.figure(name))
    #expect(abs(figure - share) < 0.02)
    for wrong in ["p", "p1000.5", "pin", "p-1"] { #expect(summary.figure(wrong) == nil) }
  }
}
