import Lakehouse
import PinterestModels
import Terminal

let cleanCommand = Command(
  "clean",
  "reads the three tables, cleans them as the course wants, and writes or shows them",
  operands: "[PLACE…]",
  options: [
    .value("--table", "TABLE", "only pin, geo or user"),
    .value("--out", "FOLDER", "write pin, geo and user into files there"),
    .value("--format", "FORM", "table (default), json or csv; with --out json (default) or csv"),
    .value("--limit", "N", "how many rows of each table are shown (20 as a table, else all)"),
    .flag("--json", "one JSON object a row, as --format json"),
    .flag("--report", "say what each rule changed, in how many rows"),
    .value("--report-json", "FILE", "the same as one JSON object, findings too; - is the output"),
    .value(
      "--expect",
      "WHAT",
      "\"course\", or as in: user.age between 18 and 100; exit 3 if not",
      repeatable: true
    ),
  ] + cleaningOptions + readingOptions,
  examples: [
    "eval \"$(pinterest env)\"; pinterest clean --report",
    "pinterest clean topics --out clean --format csv --expect 'pin.unique_id is unique'",
    "pinterest clean topics --out clean --expect course --report-json - | jq .violations",
    "pinterest clean 's3://user-0af8d0adfd13-bucket/topics/0af8d0adfd13.pin/partition=0/*.json'",
  ]
) { call in
  let table: Table? = try call.choice("--table")
  let expectations = try expectations(call)
  return try await withLakeErrors {
    let sources = try await LakePlaces(call).sources(only: table)
    let session = try CleanSession(call, expectations)
    if let source = sources.pin { try await session.clean(CleanPin.self, source) }
    if let source = sources.geo { try await session.clean(CleanGeolocation.self, source) }
    if let source = sources.user { try await session.clean(CleanUser.self, source) }
    return try session.finish()
  }
}

private func expectations(_ call: Invocation) throws -> [Expectation] {
  try withLakeErrors {
    try call.all("--expect").flatMap { text in
      text == "course" ? try Expectation.course() : [try Expectation(parsing: text)]
    }
  }
}
