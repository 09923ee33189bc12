import Emulator
import Testing

@Suite struct AccountingTests {
  @Test func `a histogram keeps two digits and adds up`() {
    var all = LatencyHistogram()
    var halves = [LatencyHistogram(), LatencyHistogram()]
    for number in 1...100_000 {
      all.record(.microseconds(number))
      halves[number % 2].record(.microseconds(number))
    }
    halves[0].merge(halves[1])
    #expect(halves[0] == all)
    for (share, exact) in [(0.5, 50_000.0), (0.9, 90_000), (0.99, 99_000), (0.999, 99_900)] {
      let error = (all.quantile(share) / .microseconds(1) - exact) / exact
      #expect(abs(error) < 0.02, "p\(share): \(error)")
    }
    #expect(all.quantile(1) == .microseconds(100_000))
    #expect(all.shortest == .microseconds(1) && all.longest == .microseconds(100_000))
    #expect(all.buckets.map(\.count).reduce(0, +) == 100_000)
  }

  @Test func `a histogram takes the extremes`() {
    var histogram = LatencyHistogram()
    histogram.record(.seconds(-1))
    histogram.record(.seconds(1_000_000))
    #expect(histogram.quantile(0.5) <= .microseconds(1))
    #expect(histogram.quantile(1) == .seconds(1_000_000))
    #expect(LatencyHistogram().quantile(0.99) == .zero)
  }

  @Test(arguments: [
    ("2/s", "2.0/s"), ("0.2/s", "0.2/s"), ("30/m", "0.5/s"), ("max", "max"), ("7200/h", "2.0/s"),
  ])
  func `reads rates`(text: String, rate: String) {
    #expect(PostRate(text)?.description == rate)
  }

  @Test(arguments: ["", "0/s", "-1/s", "fast", "1/d", "1/s/s"])
  func `refuses what is no rate`(text: String) { #expect(PostRate(text) == nil) }

  @Test func `conditions say whether a run failed`() throws {
    var tally = RunTally()
    tally.latencies.record(.milliseconds(150), times: 99)
    tally.latencies.record(.milliseconds(300))
    let summary = RunSummary(
      tally,
      options: Emulator.Options(),
      target: "t",
      elapsed: .seconds(1),
      isInterrupted: false,
      resumeAt: 0
    )
    #expect(try FailCondition("p999 > 200ms").holds(for: summary))
    #expect(try !FailCondition("p50>200ms").holds(for: summary))
    #expect(try FailCondition("rate<1").holds(for: summary))
    #expect(try !FailCondition("errors>0").holds(for: summary))
    #expect(throws: EmulatorError.self) { try FailCondition("p99") }
    #expect(throws: EmulatorError.self) { try FailCondition("speed>1") }
    #expect(String(decoding: summary.json, as: UTF8.self).hasPrefix(#"{"schema":1,"seed":100,"#))
  }

  @Test(arguments: ["title", "title=150%", "colour=1%"])
  func `refuses what is no dirt`(text: String) {
    #expect(throws: EmulatorError.self) { try Dirt(parsing: text) }
  }

  @Test(arguments: ["drop", "drop=x", "delay=5%:9..2ms", "burn=1%", "reorder=-1"])
  func `refuses what is no chaos`(text: String) {
    #expect(throws: EmulatorError.self) { try Chaos(parsing: text) }
  }

  @Test func `keys are read`() {
    #expect(KeyChoice("fixed:partition-1") == .fixed("partition-1"))
    #expect(KeyChoice("random:8") == .random(8))
    #expect(KeyChoice("random:0") == nil && KeyChoice("x") == nil && KeyChoice("fixed") == nil)
  }
}
