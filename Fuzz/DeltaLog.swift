import JSONBytes
@testable import TableFormats

/// Takes arbitrary bytes as a commit: what is accepted must survive being written and read again, and
/// makes a table or a refusal, never a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDeltaLog(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let file = CommitFile(name: "fuzz")
  if let actions = try? file.actions(in: input, withCommitInfo: true) {
    let bytes = CommitFile.bytes(of: actions)
    let again = try? file.actions(in: bytes, withCommitInfo: true)
    // What is not to be read is not written either: a deletion vector, a file from elsewhere.
    let isPlain = !actions.contains { action in
      if case .add(let file) = action { file.obstacle != nil } else { false }
    }
    precondition(!isPlain || again == actions, "a commit changes when it is written")
    precondition(again.map(CommitFile.bytes) == bytes, "a commit does not come to rest")
    makeTable(actions)
  }
  let text = String(decoding: input, as: UTF8.self)
  if let schema = try? SchemaText(parsing: text) {
    let written = SchemaText(schema.schema)
    precondition(
      (try? SchemaText(parsing: written.text))?.schema == schema.schema,
      "a schema changes"
    )
    precondition((try? schema.merging(schema.schema)) == schema, "a schema merges with itself")
  }
  _ = LogFile("_delta_log/" + text).map { precondition($0.path == "_delta_log/" + text) }
  _ = Interval.milliseconds(text)
  if let path = PathEncoding.decode(text) {
    precondition(PathEncoding.decode(PathEncoding.encode(path)) == path, "a path changes")
  }
  if let moment = MomentText.microseconds(text) {
    precondition(
      MomentText.microseconds(MomentText.timestamp(moment)) == moment,
      "a moment changes"
    )
  }
  for type in [FieldType.date, .decimal(precision: 9, scale: 2), .double, .byte, .boolean] {
    _ = try? PartitionText.value(text, of: Field("p", type))
  }
  return 0
}

/// Reads the actions as the whole log of a table, in two commits.
private func makeTable(_ actions: [LogAction]) {
  let first = TableLog.ReadCommit(version: 0, time: 0, actions: actions)
  guard var snapshot = try? DeltaSnapshot(first) else { return }
  try? snapshot.apply(TableLog.ReadCommit(version: 1, time: 1, actions: actions))
  _ = (snapshot.rowCount, snapshot.byteCount, snapshot.deletedFileRetention)
  try? snapshot.demands.checkWritable()
  _ = snapshot.files.map { snapshot.hasLeft($0.path, before: .max) }
  guard let rows = try? CheckpointRows(snapshot, removalsSince: 0).batch() else { return }
  guard let read = try? CheckpointActions(rows, name: "fuzz").actions(),
    let again = try? DeltaSnapshot(TableLog.ReadCommit(version: 1, time: 1, actions: read))
  else { preconditionFailure("a checkpoint cannot be read") }
  precondition(again.files.map(\.path) == snapshot.files.map(\.path), "a checkpoint loses files")
  precondition(again.transactions.keys == snapshot.transactions.keys, "it loses writers")
  precondition(again.schema == snapshot.schema, "it changes columns")
}
