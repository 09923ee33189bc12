/// Spans of time as tables' settings spell them: `interval 30 days`, `interval 1 week`.
enum Interval {
  private static let milliseconds: [Substring: Int] = [
    "millisecond": 1, "second": 1_000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000,
    "week": 604_800_000,
  ]

  /// The milliseconds of a span; `nil` for what is none.
  static func milliseconds(_ text: String) -> Int? {
    var words = text.lowercased().split(separator: " ")[...]
    if words.first == "interval" { words.removeFirst() }
    guard !words.isEmpty, words.count % 2 == 0 else { return nil }
    var total = 0
    while let number = words.popFirst(), let unit = words.popFirst() {
      let name = unit.hasSuffix("s") ? unit.dropLast() : unit
      guard let count = Int(number), count >= 0, let size = milliseconds[name] else { return nil }
      let (span, overflows) = count.multipliedReportingOverflow(by: size)
      let (sum, overflowsToo) = total.addingReportingOverflow(span)
      guard !overflows, !overflowsToo else { return nil }
      total = sum
    }
    return total
  }
}
