import Lakehouse
import S3Client
import TableFormats
import Terminal

/// Opens the table a command names and turns what goes wrong into an exit code.
///
/// A table is a folder, or `s3://bucket/prefix` as the options and the environment say where S3 is.
func withTable<Value>(
  _ call: Invocation,
  _ body: (DeltaTable) async throws -> Value
) async throws -> Value {
  let storage = try tableStorage(call.operand(0, "TABLE"), call)
  do {
    return try await body(DeltaTable.open(storage))
  } catch let error as TableFormatError {
    let cause = error.underlying as? S3Error
    throw CommandError(cause.map(exitCode) ?? .failed, error.description)
  }
}

/// Where a table lies that a person has named.
func tableStorage(_ place: String, _ call: Invocation) throws -> any TableStorage {
  guard S3URI.isS3(place) else { return LocalTableFolder(place) }
  let uri = try s3Place(place)
  return S3TableStorage(try s3Client(call).bucket(uri.bucket), prefix: uri.path)
}

/// The version a command wants to see: of a number, of a moment, or the newest.
func wantedSnapshot(_ call: Invocation, _ table: DeltaTable) async throws -> DeltaSnapshot {
  switch (try call.integer("--version"), call["--timestamp"]) {
  case (_?, _?): throw CommandError.usage("--version or --timestamp, not both")
  case (let version?, nil): return try await table.snapshot(version: version)
  case (nil, let moment?): return try await table.snapshot(asOf: moment)
  case (nil, nil): return table.snapshot
  }
}

/// The options that choose a version.
let snapshotOptions: [CommandOption] = [
  .value("--version", "N", "as it was after that commit"),
  .value("--timestamp", "TIME", "as it was at that moment: 2020-08-28T03:52:47Z, 2020-08-28"),
]
