import FoundationEssentials
import JSONBytes
import Lakehouse
import PinterestModels
import Synchronization
import Terminal

/// One run of `clean`: table after table is read, cleaned, checked, and shown or written.
final class CleanSession: Sendable {
  private struct State {
    var report = LakeReport()
    var violations: [ExpectationChecker.Violation] = []
  }

  private let call: Invocation
  private let reader: CleanReader
  private let expectations: [Expectation]
  private let form: RowForm
  private let folder: String?
  private let limit: Int?
  private let state = Mutex(State())

  init(_ call: Invocation, _ expectations: [Expectation]) throws {
    self.call = call
    self.expectations = expectations
    folder = call["--out"]
    form = try RowPrinter.form(call, default: folder == nil ? .table : .json)
    if folder != nil, form == .table {
      throw CommandError.usage("--format table is for the screen; files are json or csv")
    }
    if folder == nil, call["--report-json"] == "-" {
      throw CommandError.usage("--report-json -: the rows go to the output; name --out for them")
    }
    limit = try call.integer("--limit") ?? (self.form == .table ? 20 : nil)
    reader = CleanReader(reading: try ReadingOptions(call), cleaning: try CleaningOptions(call))
  }

  /// Reads and cleans one table to its end; what is shown may be less.
  func clean<Row: CleanRow>(_ type: Row.Type, _ source: any ObjectSource) async throws {
    let checker = Mutex(ExpectationChecker(expectations, of: Row.table))
    let output = try CleanOutput(Row.table, form, folder: folder, limit: limit, call.console)
    var report = LakeReport()
    try await reader.forEachBatch(from: source, &report) { (rows: [Row]) in
      checker.withLock { $0.check(rows) }
      try output.take(rows)
    }
    try output.finish()
    if let read = report.reading[Row.table] { tell(read, of: source, call.console) }
    let violations = checker.withLock { $0.violations }
    state.withLock { state in
      state.report.add(report)
      state.violations += violations
    }
  }

  /// Says what was done, and whether it is what was expected.
  func finish() throws -> ExitCode {
    let (report, violations) = state.withLock { ($0.report, $0.violations) }
    if call.has("--report") { for line in Self.lines(report.cleaning) { call.console.warn(line) } }
    if let path = call["--report-json"] { try write(report, violations, to: path) }
    guard !violations.isEmpty else { return .done }
    for violation in violations { call.console.error("expected \(violation)") }
    return .assertionFailed
  }

  private func write(
    _ report: LakeReport,
    _ violations: [ExpectationChecker.Violation],
    to path: String
  ) throws {
    var json = JSONWriter()
    report.write(to: &json, violations: violations)
    json.endLine()
    if path == "-" { return call.console.write(json.bytes) }
    try OutputFile(path: path).write(json.bytes)
    call.console.note("the report is \(path)")
  }

  private static func lines(_ report: CleaningReport) -> [String] {
    var table = TextTable("table", "column", "what was done", "rows", "of")
    for rule in report.rules {
      table.add([
        rule.table.rawValue, rule.column ?? "", rule.summary, "\(report[rule])",
        "\(report.rows(of: rule.table))",
      ])
    }
    return table.lines
  }
}
