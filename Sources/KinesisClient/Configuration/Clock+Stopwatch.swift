extension Clock<Duration> {
  /// What tells how long ago it was made.
  func stopwatch() -> @Sendable () -> Duration {
    let start = now
    return { start.duration(to: self.now) }
  }
}
