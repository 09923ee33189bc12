extension BatchQueue {
  /// Hands batches to `send`, several at once, until the queue is closed and empty, or the task is
  /// cancelled; what nobody will send then is given to `leave`.
  public func run(
    senders: Int,
    clock: any Clock<Duration>,
    send: @escaping @Sendable (Batch) async -> Void,
    leave: (Batch) -> Void
  ) async {
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<senders {
        group.addTask {
          while let batch = await self.take() { await send(batch) }
          return true
        }
      }
      group.addTask {
        await self.watchTime(clock)
        return false
      }
      var working = senders
      for await isSender in group {
        if isSender { working -= 1 }
        if working == 0 { group.cancelAll() }
      }
    }
    while let batch = takeLeftover() { leave(batch) }
  }

  private func watchTime(_ clock: any Clock<Duration>) async {
    while let due = await nextDue() {
      do { try await clock.sleep(for: max(.zero, due - elapsed())) } catch { return }
      sealDue()
    }
  }
}
