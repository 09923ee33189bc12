import Emulator
import Terminal

/// What is told of a run and when it counts as failed, read before anything is sent.
struct EmulateReport {
  /// The form of the summary.
  enum Summary: String, CaseIterable {
    case text, json, none
  }

  let summary: Summary
  let conditions: [FailCondition]
  /// How progress is shown; `nil` leaves it to the terminal.
  let progress: ProgressLine.Form?
  /// How often; `nil` is the form's own pace.
  let interval: Duration?

  init(_ call: Invocation) throws {
    let name = call["--summary"] ?? "text"
    guard let summary = Summary(rawValue: name) else {
      throw CommandError.usage("--summary \(name): there is text, json and none")
    }
    self.summary = summary
    conditions = try call.all("--fail-if").map { text in
      try EmulateOptions.usage { try FailCondition(text) }
    }
    let parts = (call["--progress"] ?? "auto").split(separator: ":").map(String.init)
    let seconds = parts.count == 2 ? Double(parts[1]) : nil
    guard parts.count == 1 || (parts.count == 2 && (1e-3...1e9).contains(seconds ?? 0)) else {
      throw CommandError.usage("--progress \(parts.joined(separator: ":")): write plain:2")
    }
    interval = seconds.map { .seconds($0) }
    switch parts[0] {
    case "auto": progress = nil
    case "plain": progress = .plain
    case "json": progress = .json
    case "none": progress = ProgressLine.Form.none
    default: throw CommandError.usage("--progress \(parts[0]): there is auto, plain, json and none")
    }
  }
}
