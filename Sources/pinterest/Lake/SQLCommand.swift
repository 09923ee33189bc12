import Glibc
import HTTPWire
import Lakehouse
import Terminal

let sqlCommand = Command(
  "sql",
  "answers SQL over the cleaned tables pin, geo and user; asks for it where a person sits",
  operands: "[SQL]",
  options: [
    .value("--from", "PLACE", "where the objects are, as for insights", repeatable: true),
    .value("--format", "FORM", "table (default), json or csv"),
    .flag("--json", "one JSON object a row, as --format json"),
  ] + countingOptions + readingOptions,
  examples: [
    "pinterest sql \"SELECT category, COUNT(*) FROM pin GROUP BY category\" --from topics",
    "pinterest insights --question 8 --show-sql | pinterest sql --from topics --format csv",
    "eval \"$(pinterest env)\"; pinterest sql",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  let form = try RowPrinter.form(call)
  let isPrompt = call.operands.isEmpty && isatty(0) == 1
  var sql = call.operands.first
  if sql == nil, !isPrompt { sql = try await pipedText() }
  return try await withLakeErrors {
    let engine = SQLiteEngine(try await CleanLake(call, call.all("--from")).frames)
    guard let sql else {
      try await SQLPrompt(engine, form, call.console).run()
      return .done
    }
    try await engine.show(sql, form, AnswerPrinter(form, call.console))
    return .done
  }
}

/// What another program pipes into this one.
private func pipedText() async throws -> String {
  var bytes: [UInt8] = []
  for try await chunk in StandardPipe.input() { bytes += chunk }
  return String(decoding: bytes, as: UTF8.self)
}

extension SQLiteEngine {
  /// Runs SQL and shows what it gives as it comes; a table waits for its last row.
  func show(_ sql: String, _ form: RowForm, _ printer: AnswerPrinter) async throws {
    try await forEachPage(of: sql, size: form == .table ? .max : 500) { page, isFirst in
      printer.show(page, isFirst: isFirst)
    }
  }
}
