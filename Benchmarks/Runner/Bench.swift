import Foundation
import Synchronization

/// What an area needs to measure: a folder with data, the peers, a clock for CPU time, a way to report.
final class Bench: Sendable {
  /// The root of the package.
  let root = URL(filePath: #filePath).appending(path: "../../..").standardized
  /// Where data and compiled peers lie; made once, used again.
  let folder: URL
  /// Whether figures go out as JSON lines.
  let isJSON: Bool
  /// How many figures fell short of their goal.
  let short = Mutex(0)

  init(isJSON: Bool) throws {
    self.isJSON = isJSON
    folder = root.appending(path: ".cache/bench")
    let data = folder.appending(path: "data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
  }

  /// Prints a figure as soon as it is there.
  func report(_ figure: Figure) throws {
    if figure.reachesGoal == false { short.withLock { $0 += 1 } }
    guard isJSON else { return show(figure.line) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    show(String(decoding: try encoder.encode(figure), as: UTF8.self))
  }

  /// Past the buffer of `print`, so that a reader of a pipe sees each case when it is done.
  private func show(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  /// CPU seconds of this process so far, user and system together.
  static func cpuSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let micros = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(micros) / 1e6
  }

  /// The least CPU microseconds an operation took over `rounds` rounds of `count` operations.
  ///
  /// The least is the figure that noise of other processes disturbs least.
  static func microsecondsPerOperation(
    count: Int,
    rounds: Int = 5,
    _ round: () async throws -> Void
  ) async rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<rounds {
      let start = cpuSeconds()
      try await round()
      best = min(best, (cpuSeconds() - start) / Double(count) * 1e6)
    }
    return best
  }
}
