extension Clock where Duration == Swift.Duration {
  /// Sleeps until `duration` has passed on this clock or in real time, whichever comes first.
  ///
  /// Who waits for an answer does so in real time: a clock that somebody stopped must not hold them
  /// for ever, and one that is advanced lets them go at once.
  package func sleepAtMost(_ duration: Duration) async throws {
    if self is ContinuousClock { return try await sleep(for: duration) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await sleep(for: duration) }
      group.addTask { try await Task.sleep(for: duration) }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
