import JSONBytes
import TableFormats
import Terminal

let deltaDescribeCommand = Command(
  "delta describe",
  "shows what a Delta table is: columns, size, settings, writers",
  operands: "TABLE",
  options: s3Options + snapshotOptions + [.flag("--json", "everything as one JSON object")],
  examples: [
    "pinterest delta describe tables/0af8d0adfd13_pin_table",
    "pinterest delta describe --json s3://user-0af8d0adfd13-bucket/tables/0af8d0adfd13_pin_table",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  try await withTable(call) { table in
    let description = TableDescription(
      place: table.storage.description,
      snapshot: try await wantedSnapshot(call, table)
    )
    if call.has("--json") {
      call.console.print(description.json)
    } else {
      for line in description.lines { call.console.print(line) }
      if let hint = description.hint { call.console.note(hint) }
    }
  }
  return .done
}

/// What a person, or a script, wants to know of a table.
private struct TableDescription {
  /// Files below this are small, and many of them slow.
  private static let small = 1 << 20

  let place: String
  let snapshot: DeltaSnapshot

  var lines: [String] {
    var lines = facts.map { "\($0.0): \($0.1)" }
    var table = TextTable("column", "type", "null", "partition")
    for field in snapshot.schema.fields {
      let isPartition = snapshot.partitionColumns.contains(field.name)
      table.add([
        field.name, "\(field.type)", field.isNullable ? "yes" : "no", isPartition ? "yes" : "",
      ])
    }
    lines.append("")
    return lines + table.lines
  }

  /// What could be better.
  var hint: String? {
    let small = snapshot.files.count { $0.size < Self.small }
    guard small > 20 else { return nil }
    return "\(small) files are smaller than 1 MiB; pinterest delta optimize \(place)"
  }

  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("table", place)
      json.member("id", snapshot.tableID)
      json.member("name", snapshot.name)
      json.member("description", snapshot.tableDescription)
      json.member("version", snapshot.version)
      json.member("timestamp", snapshot.timestamp)
      json.member("createdTime", snapshot.createdTime)
      json.member("files", snapshot.fileCount)
      json.member("bytes", snapshot.byteCount)
      json.member("rows", snapshot.rowCount)
      json.object("protocol") { json in
        json.member("minReaderVersion", snapshot.tableProtocol.minReaderVersion)
        json.member("minWriterVersion", snapshot.tableProtocol.minWriterVersion)
      }
      json.array("partitionColumns") { json in snapshot.partitionColumns.forEach { json.write($0) }
      }
      json.object("configuration") { json in
        for (name, value) in sorted(snapshot.configuration) { json.member(name, value) }
      }
      json.object("transactions") { json in
        for (name, version) in sorted(snapshot.transactionVersions) { json.member(name, version) }
      }
      json.array("columns") { json in
        for field in snapshot.schema.fields {
          json.object { json in
            json.member("name", field.name)
            json.member("type", "\(field.type)")
            json.member("nullable", field.isNullable)
          }
        }
      }
    }
    return json.string
  }

  private var facts: [(String, String)] {
    var facts = [("table", place), ("id", snapshot.tableID)]
    facts += [("name", snapshot.name), ("description", snapshot.tableDescription)]
      .compactMap { name, text in text.map { (name, $0) } }
    facts += [
      ("version", "\(snapshot.version)"), ("committed", MomentLine.text(snapshot.timestamp)),
      ("rows", snapshot.rowCount.map(String.init) ?? "not noted by every writer"),
      ("files", "\(snapshot.fileCount)"), ("bytes", "\(snapshot.byteCount)"),
      (
        "protocol",
        "reader \(snapshot.tableProtocol.minReaderVersion), "
          + "writer \(snapshot.tableProtocol.minWriterVersion)"
      ),
    ]
    facts += sorted(snapshot.configuration).map { ("setting \($0.key)", $0.value) }
    facts += sorted(snapshot.transactionVersions).map { ("writer \($0.key)", "batch \($0.value)") }
    return facts
  }

  private func sorted<Value>(_ values: [String: Value]) -> [(key: String, value: Value)] {
    values.sorted { $0.key < $1.key }
  }
}
