import JSONBytes
import TableFormats
import Terminal

let deltaVacuumCommand = Command(
  "delta vacuum",
  "deletes files that have not belonged to a Delta table for a week",
  operands: "TABLE",
  options: s3Options + [
    .flag("--dry-run", "delete nothing, list what would be deleted"),
    .value("--retention", "HOURS", "how long files stay; else as the table says, or 168"),
    .flag("--force", "less than 168 hours is meant; nobody else may be at work with the table"),
    .flag("--json", "one JSON object a line"),
  ],
  examples: [
    "pinterest delta vacuum --dry-run tables/0af8d0adfd13_pin_table",
    "pinterest delta vacuum --retention 336 s3://my-bucket/tables/pins",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  var options = VacuumOptions(isForced: call.has("--force"), isDryRun: call.has("--dry-run"))
  if let hours = try call.integer("--retention") {
    guard (0...1_000_000).contains(hours) else {
      throw CommandError.usage("--retention \(hours): a number of hours")
    }
    guard hours >= 168 || options.isForced else {
      throw CommandError.usage(
        "--retention \(hours): less than 168 hours may delete what readers and writers are at work "
          + "with; add --force where nobody is"
      )
    }
    options.retention = .seconds(hours * 3_600)
  }
  try await withTable(call) { [options] table in
    let result = try await table.vacuum(options)
    for file in result.files {
      call.console.print(call.has("--json") ? json(file) : file.path)
    }
    let verb = result.isDryRun ? "would be deleted" : "deleted"
    call.console.note("\(result.files.count) files of \(result.bytes) bytes \(verb)")
  }
  return .done
}

private func json(_ file: StoredFile) -> String {
  var json = JSONWriter()
  json.object { json in
    json.member("path", file.path)
    json.member("size", file.size)
    json.member("modified", file.modified)
  }
  return json.string
}
