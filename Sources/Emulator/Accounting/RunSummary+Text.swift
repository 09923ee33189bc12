extension RunSummary {
  /// The summary for a person.
  public var text: String {
    let total = tally.total
    var lines = [
      "\(tally.posts) posts to \(target) in \(Self.rounded(elapsed / .seconds(1))) s, seed \(seed)",
      "records   \(total.acknowledged) acknowledged, \(total.failed) failed, \(total.notSent) not sent"
        + (tally.dropped > 0 ? ", \(tally.dropped) dropped on purpose" : ""),
      "rate      \(Self.rounded(rate)) records/s, \(total.bytes) bytes",
    ]
    if tally.latencies.count > 0 {
      let figures = ["p50", "p90", "p99", "max"].map { "\($0) \(figure($0) ?? 0) ms" }
      lines.append("latency   " + figures.joined(separator: "  "))
    }
    if tally.throttles > 0 {
      lines.append("throttled \(tally.throttles) times a record had to be sent again")
    }
    if tally.retried > 0 { lines.append("retries   \(tally.retried)") }
    if total.possiblyDuplicated > 0 {
      lines.append("doubt     \(total.possiblyDuplicated) may be there twice")
    }
    if total.inDoubt > 0 { lines.append("doubt     \(total.inDoubt) of the failed may be there") }
    if tally.late > 0 {
      lines.append(
        "late      \(tally.late) records, at most \(Self.milliseconds(tally.longestLag)) ms"
      )
    }
    for (code, failure) in tally.failures.sorted(by: { $0.value.count > $1.value.count }) {
      lines.append("\(code)  \(failure.count) x  \(failure.firstMessage)")
    }
    if isInterrupted { lines.append("interrupted; --resume goes on at post \(resumeAt)") }
    return lines.joined(separator: "\n")
  }

  private static func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
