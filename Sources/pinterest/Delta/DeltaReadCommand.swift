import CSVBytes
import TableFormats
import Terminal

let deltaReadCommand = Command(
  "delta read",
  "prints the rows of a Delta table",
  operands: "TABLE",
  options: s3Options + snapshotOptions + [
    .value("--columns", "NAME,…", "only these columns, in this order"),
    .value("--limit", "N", "no more than so many rows"),
    .value("--format", "FORMAT", "ndjson, csv or table; ndjson unless said otherwise"),
  ],
  examples: [
    "pinterest delta read --limit 5 --format table tables/0af8d0adfd13_pin_table",
    "pinterest delta read --version 3 --columns ind,country s3://my-bucket/tables/geo",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  let format = try RowOutput.Format(call["--format"] ?? "ndjson")
  let options = ReadOptions(
    columns: call["--columns"].map { $0.split(separator: ",").map(String.init) },
    limit: try call.integer("--limit")
  )
  try await withTable(call) { table in
    let rows = try table.read(try await wantedSnapshot(call, table), options)
    var output = RowOutput(format, rows.schema, call.console)
    for try await batch in rows { output.write(batch) }
    output.finish()
  }
  return .done
}

/// Rows on their way to standard output.
private struct RowOutput {
  enum Format: String {
    case ndjson, csv, table

    init(_ text: String) throws(CommandError) {
      guard let format = Format(rawValue: text) else {
        throw .usage("--format \(text): ndjson, csv or table")
      }
      self = format
    }
  }

  private let format: Format
  private let console: Console
  private var json = JSONLinesWriter()
  private var csv = CSVWriter()
  /// A table is as wide as its widest cells, so it is all held until the end.
  private var table: TextTable

  init(_ format: Format, _ schema: TableSchema, _ console: Console) {
    self.format = format
    self.console = console
    let names = schema.fields.map(\.name)
    table = TextTable(headings: names)
    if format == .csv { csv.write(names.map { $0 as String? }) }
  }

  mutating func write(_ batch: ColumnBatch) {
    switch format {
    case .ndjson:
      json.write(batch)
      console.write(json.take())
    case .csv:
      for row in 0..<batch.rowCount { csv.write(batch.columns.map { $0.text(at: row) }) }
      console.write(csv.take())
    case .table:
      for row in 0..<batch.rowCount { table.add(batch.columns.map { $0.text(at: row) ?? "" }) }
    }
  }

  mutating func finish() {
    switch format {
    case .ndjson: break
    case .csv: console.write(csv.take())
    case .table: for line in table.lines { console.print(line) }
    }
  }
}
