import JSONBytes
import TableFormats
import Terminal

let deltaHistoryCommand = Command(
  "delta history",
  "lists the commits of a Delta table, the newest first",
  operands: "TABLE",
  options: s3Options + [
    .value("--limit", "N", "no more than the newest so many"),
    .flag("--json", "one JSON object a line"),
  ],
  examples: [
    "pinterest delta history tables/0af8d0adfd13_pin_table",
    "pinterest delta history --limit 5 --json s3://my-bucket/tables/pins",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  let limit = try call.integer("--limit")
  try await withTable(call) { table in
    let history = try await table.history(limit: limit)
    guard !call.has("--json") else {
      for entry in history { call.console.print(json(entry)) }
      return
    }
    var lines = TextTable("version", "time", "operation", "rows", "files", "batch", "engine")
    for entry in history { lines.add(cells(entry)) }
    for line in lines.lines { call.console.print(line) }
  }
  return .done
}

private func cells(_ entry: HistoryEntry) -> [String] {
  func first(_ names: String...) -> String {
    names.lazy.compactMap { entry.metrics[$0] }.first ?? ""
  }
  let batches = entry.transactions.sorted { $0.key < $1.key }
    .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  return [
    "\(entry.version)", MomentLine.text(entry.timestamp), entry.operation ?? "",
    first("numOutputRows", "num_added_rows"),
    first("numFiles", "numAddedFiles", "num_added_files", "numFilesAdded"),
    batches, entry.engine ?? "",
  ]
}

private func json(_ entry: HistoryEntry) -> String {
  var json = JSONWriter()
  json.object { json in
    json.member("version", entry.version)
    json.member("timestamp", entry.timestamp)
    json.member("operation", entry.operation)
    json.object("operationParameters") { texts(entry.parameters, &$0) }
    json.object("operationMetrics") { texts(entry.metrics, &$0) }
    json.object("transactions") { json in
      for (name, version) in entry.transactions.sorted(by: { $0.key < $1.key }) {
        json.member(name, version)
      }
    }
    json.member("readVersion", entry.readVersion)
    json.member("isBlindAppend", entry.isBlindAppend)
    json.member("userMetadata", entry.userMetadata)
    json.member("engineInfo", entry.engine)
  }
  return json.string
}

private func texts(_ texts: [String: String], _ json: inout JSONWriter) {
  for (name, text) in texts.sorted(by: { $0.key < $1.key }) { json.member(name, text) }
}
