import S3Client
import Synchronization
import Terminal

/// Shows how far a command's transfers are, and how fast they go: one by its name, several together.
final class TransferLine: Sendable {
  private struct State {
    var bytes = 0
    var done = 0
  }

  private let line: ProgressLine
  private let count: Int
  private let begin = ContinuousClock.now
  private let state = Mutex(State())

  /// Starts a line for so many transfers.
  init(_ console: Console, of count: Int) {
    line = ProgressLine(console)
    self.count = count
  }

  /// Follows one transfer from its start to its end, however it ends.
  func follow<Value>(
    _ name: String,
    _ transfer: (@escaping ProgressHandler) async throws -> Value
  ) async throws -> Value {
    let seen = Mutex(0)
    defer {
      state.withLock { $0.done += 1 }
      if count == 1 { line.clear() }
    }
    return try await transfer { [self] progress in
      let news = seen.withLock { seen in
        defer { seen = progress.bytes }
        return progress.bytes - seen
      }
      let state = state.withLock { state in
        state.bytes += news
        return state
      }
      line.update { count == 1 ? one(name, progress) : several(state) }
    }
  }

  /// Removes the line.
  func clear() { line.clear() }

  private func one(_ name: String, _ progress: TransferProgress) -> String {
    let share = progress.total.map { " of \(size($0))" } ?? ""
    return "\(name)  \(size(progress.bytes))\(share)  \(rate(progress.bytes))"
  }

  private func several(_ state: State) -> String {
    "\(state.done) of \(count) done  \(size(state.bytes))  \(rate(state.bytes))"
  }

  private func rate(_ bytes: Int) -> String {
    let seconds = max(0.001, (ContinuousClock.now - begin) / .seconds(1))
    return "\(size(Int(Double(bytes) / seconds)))/s"
  }

  /// Writes `12.3 MiB`.
  private func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["B", "KiB", "MiB"] {
      if value < 1_024 { return unit == "B" ? "\(bytes) B" : "\(tenths(value)) \(unit)" }
      value /= 1_024
    }
    return "\(tenths(value)) GiB"
  }

  private func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
