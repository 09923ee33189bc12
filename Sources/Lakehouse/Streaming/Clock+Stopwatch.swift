extension Clock where Duration == Swift.Duration {
  /// Says each time it is asked how long ago it was made.
  func stopwatch() -> @Sendable () -> Duration {
    let start = now
    return { start.duration(to: now) }
  }
}
