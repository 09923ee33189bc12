import JSONBytes
import PinterestModels

/// A finished run in figures, for people and for programs.
public struct RunSummary: Sendable {
  /// What was counted.
  public let tally: RunTally
  /// What everything was drawn from.
  public let seed: UInt64
  /// Where records went.
  public let target: String
  /// How long it took.
  public let elapsed: Duration
  /// Whether somebody ended it.
  public let isInterrupted: Bool
  /// Whether latency counts from the moment a record was due.
  public let isScheduled: Bool
  /// Records a second that were asked for, where a rate was.
  public let wantedRate: Double?
  /// The post a later run goes on with.
  public let resumeAt: Int

  /// Puts a summary together.
  public init(
    _ tally: RunTally,
    options: Emulator.Options,
    target: String,
    elapsed: Duration,
    isInterrupted: Bool,
    resumeAt: Int
  ) {
    self.tally = tally
    seed = options.seed
    self.target = target
    self.elapsed = elapsed
    self.isInterrupted = isInterrupted
    isScheduled = options.measuresFromSchedule
    wantedRate =
      if case .perSecond(let posts)? = options.pace.rate {
        posts * Double(options.tables.count)
      } else { nil }
    self.resumeAt = resumeAt
  }

  /// Acknowledged records a second.
  public var rate: Double {
    let seconds = elapsed / .seconds(1)
    return seconds > 0 ? Double(tally.total.acknowledged) / seconds : 0
  }

  /// The figures a condition can speak of: `p99`, `errors`, `rate` …; times in milliseconds.
  public func figure(_ name: String) -> Double? {
    let total = tally.total
    switch name {
    case "min": return Self.milliseconds(tally.latencies.shortest)
    case "mean": return Self.milliseconds(tally.latencies.mean)
    case "max": return Self.milliseconds(tally.latencies.longest)
    case "errors", "failed": return Double(total.failed)
    case "unsent": return Double(total.notSent)
    case "duplicates": return Double(total.possiblyDuplicated)
    case "throttles": return Double(tally.throttles)
    case "retries", "retried": return Double(tally.retried)
    case "late": return Double(tally.late)
    case "acked": return Double(total.acknowledged)
    case "posts": return Double(tally.posts)
    case "rate": return rate
    default:
      return Self.share(name).map { Self.milliseconds(tally.latencies.quantile($0)) }
    }
  }

  /// The share a percentile speaks of: `p5`, `p99`, `p99.9`, or `p999` for the last.
  private static func share(_ name: String) -> Double? {
    let digits = name.dropFirst()
    guard name.hasPrefix("p"), digits.allSatisfy({ $0.isNumber || $0 == "." }),
      let number = Double(digits)
    else { return nil }
    if number <= 100 { return number / 100 }
    return digits.contains(".") ? nil : Double("0." + digits)
  }

  /// The summary as one JSON object on one line.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", 1)
      json.member("seed", Int(clamping: seed))
      json.member("elapsed_s", elapsed / .seconds(1))
      json.member("target", target)
      json.member("posts", tally.posts)
      writeRecords(&json)
      json.object("rate") { json in
        json.member("target", wantedRate)
        json.member("achieved", rate)
      }
      writeLatency(&json)
      json.object("late") { json in
        json.member("count", tally.late)
        json.member("max_ms", Self.milliseconds(tally.longestLag))
      }
      json.object("per_table") { json in
        for table in Table.allCases {
          guard let counts = tally.tables[table] else { continue }
          json.object(table.rawValue) { Self.write(counts, &$0) }
        }
      }
      json.array("errors") { json in
        for (code, failure) in tally.failures.sorted(by: { $0.key < $1.key }) {
          json.object { json in
            json.member("code", code)
            json.member("count", failure.count)
            json.member("first_message", failure.firstMessage)
          }
        }
      }
      json.member("interrupted", isInterrupted)
      json.member("resume_token", resumeAt)
    }
    return json.bytes
  }

  private func writeRecords(_ json: inout JSONWriter) {
    json.object("records") { json in
      Self.write(tally.total, &json)
      json.member("retried", tally.retried)
      json.member("skipped", tally.total.notSent)
      json.member("dropped", tally.dropped)
      json.member("throttles", tally.throttles)
    }
  }

  private func writeLatency(_ json: inout JSONWriter) {
    json.object("latency_ms") { json in
      for name in ["min", "mean", "p50", "p90", "p95", "p99", "p999", "max"] {
        json.member(name, figure(name))
      }
      json.member("scheduled", isScheduled)
    }
    json.array("histogram") { json in
      for bucket in tally.latencies.buckets {
        json.array { json in
          json.write(bucket.upperMicroseconds)
          json.write(bucket.count)
        }
      }
    }
  }

  private static func write(_ counts: RunTally.PerTable, _ json: inout JSONWriter) {
    json.member("sent", counts.acknowledged + counts.failed)
    json.member("acked", counts.acknowledged)
    json.member("failed", counts.failed)
    json.member("in_doubt", counts.inDoubt)
    json.member("possibly_duplicated", counts.possiblyDuplicated)
    json.member("not_sent", counts.notSent)
    json.member("bytes", counts.bytes)
  }

  static func milliseconds(_ duration: Duration) -> Double {
    (duration / .microseconds(1)).rounded() / 1_000
  }
}
