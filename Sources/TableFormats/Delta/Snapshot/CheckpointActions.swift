/// Reads actions out of the rows of a checkpoint, whoever wrote it.
struct CheckpointActions {
  private let name: String
  private let batch: ColumnBatch

  init(_ batch: ColumnBatch, name: String) {
    self.batch = batch
    self.name = name
  }

  /// Every action of the rows, kind by kind.
  func actions() throws(TableFormatError) -> [LogAction] {
    if let sidecar = batch[CheckpointColumns.sidecar], sidecar.nullCount < sidecar.count {
      throw TableFormatError(.unsupported, name, detail: "v2Checkpoint (sidecar files)")
    }
    var actions: [LogAction] = []
    try each(CheckpointColumns.tableProtocol) { row throws(TableFormatError) in
      actions.append(.tableProtocol(try tableProtocol(row)))
    }
    try each(CheckpointColumns.metadata) { row throws(TableFormatError) in
      actions.append(.metadata(try metadata(row)))
    }
    try each(CheckpointColumns.transaction) { row throws(TableFormatError) in
      actions.append(.transaction(try transaction(row)))
    }
    try each(CheckpointColumns.add) { row throws(TableFormatError) in
      actions.append(.add(try addFile(row)))
    }
    try each(CheckpointColumns.remove) { row throws(TableFormatError) in
      actions.append(.remove(try removeFile(row)))
    }
    return actions
  }

  /// One row of one kind of action.
  private struct Row {
    let kind: String
    let column: Column
    let number: Int
    /// Whether a list elsewhere tells which of the file's rows are deleted.
    let isThinned: Bool

    subscript(_ name: String) -> Column? {
      column.child(name).flatMap { $0.isNull(at: number) ? nil : $0 }
    }

    func text(_ name: String) -> String? { self[name]?.string(at: number) }
    func integer(_ name: String) -> Int? { self[name]?.integer(at: number).map { Int($0) } }
    func boolean(_ name: String) -> Bool? { self[name]?.boolean(at: number) }

    func list(_ name: String) -> [String]? {
      guard let column = self[name] else { return nil }
      return column.range(at: number).map { column.children[0].string(at: $0) ?? "" }
    }

    func map(_ name: String) -> [String: String?]? {
      guard let column = self[name] else { return nil }
      var texts: [String: String?] = [:]
      for entry in column.range(at: number) {
        texts[column.children[0].string(at: entry) ?? ""] = .some(
          column.children[1].string(at: entry)
        )
      }
      return texts
    }
  }

  private func each(
    _ kind: Field,
    _ body: (Row) throws(TableFormatError) -> Void
  ) throws(TableFormatError) {
    guard let found = batch[kind.name] else { return }
    let column = try found.conformed(to: kind)
    let deletionVector = found.child("deletionVector")
    for number in 0..<column.count where !column.isNull(at: number) {
      let isThinned = deletionVector.map { !$0.isNull(at: number) } ?? false
      try body(Row(kind: kind.name, column: column, number: number, isThinned: isThinned))
    }
  }

  private func need<Value>(
    _ value: Value?,
    _ member: String,
    _ row: Row
  ) throws(TableFormatError) -> Value {
    guard let value else {
      let detail = "row \(row.number): \(row.kind) without \(member)"
      throw TableFormatError(.malformed, name, detail: detail)
    }
    return value
  }

  private func tableProtocol(_ row: Row) throws(TableFormatError) -> TableProtocol {
    TableProtocol(
      minReaderVersion: try need(row.integer("minReaderVersion"), "minReaderVersion", row),
      minWriterVersion: try need(row.integer("minWriterVersion"), "minWriterVersion", row),
      readerFeatures: row.list("readerFeatures"),
      writerFeatures: row.list("writerFeatures")
    )
  }

  private func metadata(_ row: Row) throws(TableFormatError) -> TableMetadata {
    TableMetadata(
      id: try need(row.text("id"), "id", row),
      name: row.text("name"),
      description: row.text("description"),
      schemaText: try need(row.text("schemaString"), "schemaString", row),
      partitionColumns: row.list("partitionColumns") ?? [],
      configuration: (row.map("configuration") ?? [:]).compactMapValues { $0 },
      createdTime: row.integer("createdTime")
    )
  }

  private func transaction(_ row: Row) throws(TableFormatError) -> WriterTransaction {
    var transaction = WriterTransaction(
      appID: try need(row.text("appId"), "appId", row),
      version: try need(row.integer("version"), "version", row)
    )
    transaction.lastUpdated = row.integer("lastUpdated")
    return transaction
  }

  private func addFile(_ row: Row) throws(TableFormatError) -> AddFile {
    let text = try need(row.text("path"), "path", row)
    var file = AddFile(
      path: try path(text, row),
      partitionValues: row.map("partitionValues") ?? [:],
      size: try need(row.integer("size"), "size", row),
      modificationTime: row.integer("modificationTime") ?? 0,
      dataChange: row.boolean("dataChange") ?? false,
      stats: row.text("stats"),
      tags: row.map("tags")?.compactMapValues { $0 }
    )
    if PathEncoding.leavesTable(text) { file.obstacle = "a file outside of the table's folder" }
    if row.isThinned { file.obstacle = "deletionVectors" }
    return file
  }

  private func removeFile(_ row: Row) throws(TableFormatError) -> RemoveFile {
    var file = RemoveFile(path: try path(need(row.text("path"), "path", row), row))
    file.deletionTimestamp = row.integer("deletionTimestamp")
    file.dataChange = row.boolean("dataChange") ?? false
    file.extendedFileMetadata = row.boolean("extendedFileMetadata")
    file.partitionValues = row.map("partitionValues")
    file.size = row.integer("size")
    return file
  }

  private func path(_ text: String, _ row: Row) throws(TableFormatError) -> String {
    try need(PathEncoding.decode(text), "a path whose % encode something", row)
  }
}
