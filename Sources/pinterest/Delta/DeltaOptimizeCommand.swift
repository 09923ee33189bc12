import JSONBytes
import TableFormats
import Terminal

let deltaOptimizeCommand = Command(
  "delta optimize",
  "puts small files of a Delta table together, in one commit that changes no rows",
  operands: "TABLE",
  options: s3Options + [
    .value("--target-size", "MIB", "how large files become; 64 unless said otherwise"),
    .flag("--dry-run", "write nothing, tell what would be done"),
    .flag("--json", "the result as one JSON object"),
  ],
  examples: [
    "pinterest delta optimize tables/0af8d0adfd13_pin_table",
    "pinterest delta optimize --dry-run s3://my-bucket/tables/pins",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  var options = OptimizeOptions()
  options.isDryRun = call.has("--dry-run")
  if let size = try call.integer("--target-size") {
    guard (1...4_096).contains(size) else {
      throw CommandError.usage("--target-size \(size): 1 to 4096 MiB")
    }
    options.targetSize = size << 20
  }
  try await withTable(call) { [options] table in
    let result = try await table.optimize(options)
    if call.has("--json") { call.console.print(json(result)) }
    call.console.note(sentence(result, isDryRun: options.isDryRun))
  }
  return .done
}

private func sentence(_ result: OptimizeResult, isDryRun: Bool) -> String {
  if result.filesRemoved == 0 { return "nothing to do" }
  let files = "\(result.filesRemoved) files"
  if isDryRun { return "\(files) would become \(result.filesAdded)" }
  return "version \(result.version ?? 0): \(files) of \(result.bytesRemoved) bytes became "
    + "\(result.filesAdded) of \(result.bytesAdded)"
}

private func json(_ result: OptimizeResult) -> String {
  var json = JSONWriter()
  json.object { json in
    json.member("version", result.version)
    json.member("filesRemoved", result.filesRemoved)
    json.member("filesAdded", result.filesAdded)
    json.member("bytesRemoved", result.bytesRemoved)
    json.member("bytesAdded", result.bytesAdded)
  }
  return json.string
}
