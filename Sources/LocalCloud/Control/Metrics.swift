import Synchronization

/// Counts calls and their durations, and writes them as Prometheus reads them.
final class Metrics: Sendable {
  private struct Key: Hashable {
    let service: Service
    let operation: String
    let status: Int
  }

  /// A number that is read when somebody asks.
  struct Gauge: Sendable, Hashable {
    let name: String
    let help: String
    let value: Int

    init(_ name: String, _ help: String, _ value: Int) {
      self.name = name
      self.help = help
      self.value = value
    }
  }

  fileprivate struct Series {
    var count = 0
    var seconds = 0.0
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
  }

  /// Upper bounds in seconds: from a twentieth of a millisecond to ten seconds.
  fileprivate static let bounds = [
    0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1,
    10,
  ]

  private let series = Mutex<[Key: Series]>([:])

  func record(_ call: ServiceCall, status: Int, duration: Duration) {
    let seconds = duration.seconds
    let key = Key(service: call.service, operation: call.operation, status: status)
    series.withLock { series in
      series[key, default: Series()].add(seconds)
    }
  }

  /// The text exposition format, with gauges that are read now.
  func exposition(gauges: [Gauge]) -> String {
    let name = "pinterest_request_duration_seconds"
    var lines = ["# HELP \(name) How long calls took.", "# TYPE \(name) histogram"]
    let sorted = series.withLock { Array($0) }.sorted { Self.order($0.key, $1.key) }
    for (key, series) in sorted {
      let labels =
        "service=\"\(key.service.rawValue)\",operation=\"\(key.operation)\",status=\"\(key.status)\""
      for (bound, count) in zip(Self.bounds, series.buckets) {
        lines.append("\(name)_bucket{\(labels),le=\"\(bound)\"} \(count)")
      }
      lines.append("\(name)_bucket{\(labels),le=\"+Inf\"} \(series.count)")
      lines.append("\(name)_sum{\(labels)} \(series.seconds)")
      lines.append("\(name)_count{\(labels)} \(series.count)")
    }
    for gauge in gauges {
      lines.append("# HELP \(gauge.name) \(gauge.help)")
      lines.append("# TYPE \(gauge.name) gauge")
      lines.append("\(gauge.name) \(gauge.value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  func reset() { series.withLock { $0 = [:] } }

  private static func order(_ a: Key, _ b: Key) -> Bool {
    (a.service.rawValue, a.operation, a.status) < (b.service.rawValue, b.operation, b.status)
  }
}

extension Metrics.Series {
  /// Buckets are cumulative, as the format has them.
  fileprivate mutating func add(_ value: Double) {
    count += 1
    seconds += value
    for index in Metrics.bounds.indices where value <= Metrics.bounds[index] { buckets[index] += 1 }
  }
}
