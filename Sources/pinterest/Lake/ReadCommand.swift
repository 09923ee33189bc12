import JSONBytes
import Lakehouse
import PinterestModels
import Terminal

let readCommand = Command(
  "read",
  "reads the objects of a topic and shows their records as rows",
  operands: "[PLACE]",
  options: [
    .value("--table", "TABLE", "pin, geo or user, where PLACE does not tell"),
    .flag("--infer", "the columns the records have, as Spark infers them"),
    .flag("--schema", "only those columns and their types"),
    .value("--format", "FORM", "table (default), json or csv"),
    .flag("--json", "one JSON object a row, as --format json"),
    .value("--limit", "N", "how many rows (20 as a table, else all)"),
  ] + readingOptions,
  examples: [
    "pinterest read topics/0af8d0adfd13.pin",
    "pinterest read --infer 's3://user-0af8d0adfd13-bucket/topics/0af8d0adfd13.geo/partition=0/*.json'",
    "eval \"$(pinterest env)\"; pinterest read --table user --format json --limit 3",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  let places = try await LakePlaces(call)
  let form = try RowPrinter.form(call)
  var options = try ReadingOptions(call)
  options.limit = try call.integer("--limit") ?? (form == .table ? 20 : nil)
  let named = call.operands.first.flatMap { TablePlaces.table(of: $0) }
  let wanted: Table? = try call.choice("--table")
  let isInferred = call.has("--infer") || call.has("--schema")
  return try await withLakeErrors {
    guard let table = wanted ?? named else {
      guard isInferred, let place = call.operands.first else {
        throw CommandError.usage("--table pin, geo or user: PLACE does not tell which one it is")
      }
      return try await showInferred(places.source(place), options, form, call)
    }
    let source = try places.source(of: table, isNamed: named != nil)
    if isInferred { return try await showInferred(source, options, form, call) }
    switch table {
    case .pin: return try await show(Pin.self, source, options, form, call)
    case .geo: return try await show(Geolocation.self, source, options, form, call)
    case .user: return try await show(User.self, source, options, form, call)
    }
  }
}

private func show<Row: LakeRow>(
  _ type: Row.Type,
  _ source: any ObjectSource,
  _ options: ReadingOptions,
  _ form: RowForm,
  _ call: Invocation
) async throws -> ExitCode {
  let printer = RowPrinter(form, Row.table.columns.map(\.name), call.console)
  let report = try await LakeReader(source, options: options).forEachBatch(of: type) { rows in
    printer.show(rows.map { RawRow(row: $0) })
  }
  printer.finish()
  tell(report, of: source, call.console)
  return .done
}

private func showInferred(
  _ source: any ObjectSource,
  _ options: ReadingOptions,
  _ form: RowForm,
  _ call: Invocation
) async throws -> ExitCode {
  let frame = try await InferredFrame(from: source, options: options)
  if call.has("--schema") {
    for line in frame.schemaLines { call.console.print(line) }
  } else {
    let printer = RowPrinter(form, frame.columns.map(\.name), call.console)
    printer.show(frame.rows.map { InferredRow(columns: frame.columns, values: $0) })
    printer.finish()
  }
  tell(frame.report, of: source, call.console)
  return .done
}

/// Says how much was read, and what was wrong with it.
func tell(_ report: ReadingReport, of source: any ObjectSource, _ console: Console) {
  console.note("\(report.records) rows from \(report.objects) objects of \(source)")
  let counts = [
    (report.malformed, "are no records"),
    (report.unsuitable, "have a value its column cannot take"),
    (report.foreign, "belong to another table"), (report.dropped, "are left out"),
  ]
  for (count, words) in counts where count > 0 { console.warn("\(count) of them \(words)") }
  for finding in report.findings.prefix(5) { console.warn("  \(finding)") }
}

private struct RawRow<Row: TableRow>: RowPrinter.Row {
  let row: Row

  var texts: [String?] { row.cells.map(\.asText) }

  func append(to output: inout [UInt8]) { row.append(to: &output) }
}

private struct InferredRow: RowPrinter.Row {
  let columns: [InferredColumn]
  let values: [JSONValue]

  var texts: [String?] {
    values.map { value in
      switch value {
      case .null: nil
      case .string(let text): text
      default: value.description
      }
    }
  }

  /// As Spark writes rows: members that are null are left out.
  func append(to output: inout [UInt8]) {
    var json = JSONWriter(appendingTo: output)
    json.object { json in
      for (column, value) in zip(columns, values) where value != .null {
        json.member(column.name, value)
      }
    }
    output = json.bytes
  }
}
