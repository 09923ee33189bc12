// Makes a Delta table in a folder, appends two rows so that a repetition changes nothing, and reads
// them; Spark, delta-rs and DuckDB read the same folder.
import FoundationEssentials
import TableFormats

let folder = CommandLine.arguments.dropFirst().first ?? "cities"
let schema = TableSchema([Field("city", .string), Field("people", .long)])
let cities = try await DeltaTable.openOrCreate(LocalTableFolder(folder), TableDefinition(schema))

let batch = try ColumnBatch(schema, rows: [["Roma", 2_748_000], ["Reykjavík", 140_000]])
let once = AppendOptions(transaction: WriterTransaction(appID: "census", version: 1))
print("was there before:", try await cities.append(batch, once).wasThere)

for try await rows in try cities.read() {
  for row in 0..<rows.rowCount {
    print(rows["city"]?.string(at: row) ?? "", rows["people"]?.integer(at: row) ?? 0)
  }
}
