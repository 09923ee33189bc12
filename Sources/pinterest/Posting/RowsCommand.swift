import FolderRows
import Glibc
import MariaDBRows
import PinterestModels
import SQLiteRows
import Terminal

let rowsExportCommand = Command(
  "rows export",
  "writes the data set for other programs: SQL for MariaDB, SQLite, JSON lines or CSV",
  operands: "PATH",
  options: [
    .value("--to", "FORM", "sql, sqlite, ndjson or csv"), RowSourceOption.option,
    .value("--source-rows", "N", "how many rows the synthetic source has (11154)"),
    .flag("--force", "replace an SQLite file that is there"),
  ],
  examples: [
    "pinterest rows export --to sql - | mariadb",
    "pinterest rows export --to sqlite rows.sqlite",
    "pinterest rows export --to csv ./rows",
  ]
) { call in
  let path = try call.operand(0, "PATH (- for standard output)")
  try call.expectOperands(atMost: 1)
  let source = try RowSourceOption.open(call)
  try await RowSourceOption.reading { try await export(source, to: path, call) }
  call.console.note("written to \(path == "-" ? "standard output" : path)")
  return .done
}

private func export(_ source: any RowSource, to path: String, _ call: Invocation) async throws {
  switch call["--to"] {
  case "sql":
    if path == "-" {
      try await SQLDump(source).write { call.console.write(Array($0.utf8)) }
    } else {
      let file = try OutputFile(path: path)
      try await SQLDump(source).write { try file.write(Array($0.utf8)) }
    }
  case "sqlite":
    if call.has("--force") { unlink(path) }
    guard access(path, F_OK) != 0 else {
      throw CommandError(.failed, "\(path) is there already; --force replaces it")
    }
    try await SQLiteRows.write(source, to: path)
  case "ndjson": try await FolderRows.write(source, to: path, as: .ndjson)
  case "csv": try await FolderRows.write(source, to: path, as: .csv)
  case let other:
    throw CommandError.usage("--to \(other ?? ""): there is sql, sqlite, ndjson and csv")
  }
}
