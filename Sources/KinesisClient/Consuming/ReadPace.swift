/// Keeps reads of a shard apart.
struct ReadPace: Sendable {
  let surroundings: KinesisSurroundings
  let interval: Duration
  private var sinceLast: (@Sendable () -> Duration)?

  init(_ surroundings: KinesisSurroundings, interval: Duration) {
    self.surroundings = surroundings
    self.interval = interval
  }

  /// Waits until the next read is due.
  mutating func wait() async throws(KinesisError) {
    if let passed = sinceLast?(), passed < interval { try await pause(interval - passed) }
    sinceLast = surroundings.clock.stopwatch()
  }

  /// Waits longer than usual: anything up to a bound that doubles with each failure.
  func back(off failures: Int) async throws(KinesisError) {
    let bound = min(.milliseconds(500) * (1 << min(failures, 10)), .seconds(5))
    try await pause(max(interval, bound * surroundings.jitter()))
  }

  private func pause(_ duration: Duration) async throws(KinesisError) {
    do { try await surroundings.clock.sleep(for: duration) } catch {
      throw KinesisError(.cancelled, "while waiting for records", underlying: error)
    }
  }
}
