import FoundationEssentials

/// When objects are closed.
public struct RotationSettings: Sendable, Hashable {
  /// Records an object.
  let flushSize: Int
  /// The time of records an object spans, in milliseconds.
  let interval: Int?
  /// How often objects are closed by the clock, in milliseconds since local midnight.
  let schedule: Int?
  /// The zone of that midnight, in seconds from Greenwich at a moment.
  let zone: TimeZone?

  init(_ value: Values, _ partitioner: PartitionerSettings) {
    flushSize = value.int("flush.size")
    let interval = value.int("rotate.interval.ms")
    let schedule = value.int("rotate.schedule.interval.ms")
    // Without a partitioner by time there is no time a record could be said to be of.
    let isByTime = if case .byTime = partitioner { true } else { false }
    self.interval = interval > 0 && isByTime ? interval : nil
    self.schedule = schedule > 0 ? schedule : nil
    zone = TimeZone(identifier: value.optional("timezone") ?? "UTC")
  }

  /// The next moment at which everything is closed, in milliseconds since 1970.
  func nextClosing(after now: Int) -> Int? {
    guard let schedule else { return nil }
    let date = Date(timeIntervalSince1970: Double(now) / 1_000)
    let offset = (zone?.secondsFromGMT(for: date) ?? 0) * 1_000
    let sinceMidnight = (now + offset) % 86_400_000
    return now - sinceMidnight % schedule + schedule
  }
}
