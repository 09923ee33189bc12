/// A condition under which a run counts as failed: `p99>200ms`, `errors>0`, `rate<100`.
public struct FailCondition: Sendable, Hashable, CustomStringConvertible {
  /// The condition as it was given.
  public let description: String
  private let name: String
  private let isLess: Bool
  private let bound: Double

  /// Reads a condition.
  public init(_ text: String) throws(EmulatorError) {
    description = text
    let sign = text.contains("<") ? "<" : ">"
    let parts = text.split(separator: sign, maxSplits: 1).map {
      String($0.filter { !$0.isWhitespace })
    }
    guard parts.count == 2, let bound = Self.number(parts[1]) else {
      throw .option("fail-if", "\"\(text)\" is not a condition such as p99>200ms or errors>0")
    }
    guard RunSummary.nothing.figure(parts[0]) != nil else {
      throw .option(
        "fail-if",
        "there is no figure \(parts[0]); there is p50, p99, errors, rate, late …"
      )
    }
    name = parts[0]
    isLess = sign == "<"
    self.bound = bound
  }

  /// Whether the condition holds, so that the run failed.
  public func holds(for summary: RunSummary) -> Bool {
    guard let figure = summary.figure(name) else { return false }
    return isLess ? figure < bound : figure > bound
  }

  /// Times are in milliseconds.
  private static func number(_ text: String) -> Double? {
    if text.hasSuffix("us") { return Double(text.dropLast(2)).map { $0 / 1_000 } }
    if text.hasSuffix("ms") { return Double(text.dropLast(2)) }
    if text.hasSuffix("s") { return Double(text.dropLast()).map { $0 * 1_000 } }
    return Double(text)
  }
}

extension RunSummary {
  /// A run in which nothing happened: it has every figure there is.
  fileprivate static let nothing = RunSummary(
    RunTally(),
    options: EmulatorOptions(),
    target: "",
    elapsed: .zero,
    isInterrupted: false,
    resumeAt: 0
  )
}
