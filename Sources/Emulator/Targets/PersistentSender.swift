/// Sends records to a target, again and again those that fail where that is wanted.
struct PersistentSender: Sendable {
  /// What became of records and how often some of them were sent again.
  struct Report: Sendable {
    var deliveries: [Delivery]
    var repeats = 0
  }

  private static let longestPause = Duration.seconds(5)

  private let target: any RecordTarget
  private let isPersistent: Bool
  private let stop: StopSignal

  init(_ target: any RecordTarget, isPersistent: Bool, _ stop: StopSignal) {
    self.target = target
    self.isPersistent = isPersistent
    self.stop = stop
  }

  func send(_ records: [OutgoingRecord], _ clock: some Clock<Duration>) async -> Report {
    var report = Report(deliveries: await target.send(records))
    guard isPersistent else { return report }
    var pause = Duration.milliseconds(100)
    while true {
      let failed = report.deliveries.indices.filter { report.deliveries[$0].hasFailed }
      guard !failed.isEmpty, !stop.isRaised, !Task.isCancelled else { return report }
      await stop.sleep(until: clock.now.advanced(by: pause), on: clock)
      guard !stop.isRaised, !Task.isCancelled else { return report }
      pause = min(pause * 2, Self.longestPause)
      report.repeats += 1
      let again = await target.send(failed.map { records[$0] })
      for (position, delivery) in zip(failed, again) {
        report.deliveries[position] = delivery.following(report.deliveries[position])
      }
    }
  }
}

extension Delivery {
  fileprivate var hasFailed: Bool { if case .failed = self { true } else { false } }

  /// This delivery of a second attempt, in the light of the first, which may have arrived as well.
  fileprivate func following(_ first: Delivery) -> Delivery {
    guard case .failed(_, _, mayHaveArrived: true) = first else { return self }
    switch self {
    case .acknowledged: return .acknowledged(possiblyDuplicated: true)
    case .failed(let code, let message, _):
      return .failed(code: code, message: message, mayHaveArrived: true)
    case .notSent: return first
    }
  }
}
