import Testing

@testable import Lakehouse

@Suite struct QuantityTests {
  @Test(arguments: [
    (0.0, "0", "0"), (950, "950", "950"), (1_000, "1,000", "1k"), (4_250, "4,250", "4.3k"),
    (59_500.5, "59,500.5", "59.5k"), (999_499, "999,499", "999k"), (999_500, "999,500", "1M"),
    (15_000_000, "15,000,000", "15M"), (1.05, "1.05", "1.1"), (-1_234, "-1,234", "-1.2k"),
  ])
  func `numbers read well at length and in short`(value: Double, full: String, short: String) {
    #expect(Quantity(value).full == full)
    #expect(Quantity(value).short == short)
  }

  @Test(arguments: [(0.0, 1.0), (1, 1), (3, 5), (93_000, 100_000), (21_000, 25_000), (101, 200)])
  func `an axis ends at a round number`(value: Double, ceiling: Double) {
    #expect(Quantity.ceiling(of: value) == ceiling)
  }
}
