import Synchronization

/// Lets many write records at once, and now and then one change the shards with nobody writing.
///
/// Without it a record could be put into a shard behind the end its readers were told of.
final class WriteGate: Sendable {
  private struct State {
    var writers = 0
    var isClosed = false
    /// Who waits for the last writer to leave.
    var changer: CheckedContinuation<Void, Never>?
    /// Who waits for the gate to open; each looks again then.
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Does some writing, beside that of others.
  func writing<Result, Failure>(
    _ work: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    while !entered() { await waitForOpening() }
    defer { leave() }
    return try await work()
  }

  /// Does something while nobody writes and nobody else does such a thing.
  func alone<Result, Failure>(
    _ work: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    while !closed() { await waitForOpening() }
    await waitForWriters()
    defer { open() }
    return try await work()
  }

  private func entered() -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.writers += 1
      return true
    }
  }

  private func leave() {
    let changer = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.writers -= 1
      guard state.writers == 0 else { return nil }
      defer { state.changer = nil }
      return state.changer
    }
    changer?.resume()
  }

  private func closed() -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.isClosed = true
      return true
    }
  }

  private func open() {
    let waiting = state.withLock { state in
      state.isClosed = false
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  private func waitForOpening() async {
    await withCheckedContinuation { continuation in
      let mustWait = state.withLock { state in
        guard state.isClosed else { return false }
        state.waiting.append(continuation)
        return true
      }
      if !mustWait { continuation.resume() }
    }
  }

  private func waitForWriters() async {
    await withCheckedContinuation { continuation in
      let mustWait = state.withLock { state in
        guard state.writers > 0 else { return false }
        state.changer = continuation
        return true
      }
      if !mustWait { continuation.resume() }
    }
  }
}
