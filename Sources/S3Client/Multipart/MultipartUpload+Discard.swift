extension MultipartUpload {
  /// Aborts an upload that cannot be finished, although the task around may be cancelled.
  ///
  /// Nobody is told when it does not work: the error that led here is the one to hear of.
  func discard() async {
    await withoutCancellation(for: .seconds(10), by: engine.surroundings.clock) {
      try? await abort()
      // A part that was on its way may land behind the abort and would be kept for ever.
      var remains = parts().makeAsyncIterator()
      if let _ = try? await remains.next() { try? await abort() }
    }
  }
}

/// Does what must be done although the task around it is cancelled, but not for longer than that.
///
/// An unstructured task is the one thing cancellation does not reach; it is waited for all the same.
private func withoutCancellation(
  for limit: Duration,
  by clock: any Clock<Duration>,
  _ work: @escaping @Sendable () async -> Void
) async {
  await Task {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await work() }
      group.addTask { try? await clock.sleep(for: limit) }
      await group.next()
      group.cancelAll()
    }
  }.value
}
