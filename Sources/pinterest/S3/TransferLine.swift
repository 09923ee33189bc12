import S3Client
import Synchronization
import Terminal

/// Shows how far one transfer is, and how fast it goes.
final class TransferLine: Sendable {
  private let line: ProgressLine
  private let name: String
  private let begin = ContinuousClock.now

  init(_ console: Console, _ name: String) {
    line = ProgressLine(console)
    self.name = name
  }

  func show(_ progress: TransferProgress) {
    line.update {
      let seconds = max(0.001, (ContinuousClock.now - begin) / .seconds(1))
      let share = progress.total.map { " of \(size($0))" } ?? ""
      return
        "\(name)  \(size(progress.bytes))\(share)  \(size(Int(Double(progress.bytes) / seconds)))/s"
    }
  }

  func clear() { line.clear() }

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
