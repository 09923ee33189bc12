import JSONBytes

/// Rows that are to be added, in files that are written already.
struct Append: TableChange {
  let batch: ColumnBatch
  let files: [AddFile]
  let options: AppendOptions
  /// The version before which nothing of the batch can be in the table, and what it said.
  let base: Base
  let time: Int

  /// What the table was when the files were written.
  struct Base {
    let partitionColumns: [String]
    let transactionVersion: Int?
  }

  var description: ChangeDescription {
    var description: ChangeDescription
    if let transaction = options.transaction {
      description = ChangeDescription(
        operation: "STREAMING UPDATE",
        parameters: [
          ("outputMode", "Append"),
          ("queryId", .string(transaction.appID)),
          ("epochId", .string(transaction.version.description)),
        ]
      )
    } else {
      let partitions = JSONValue.array(base.partitionColumns.map(JSONValue.string))
      description = ChangeDescription(
        operation: "WRITE",
        parameters: [("mode", "Append"), ("partitionBy", .string(partitions.description))]
      )
    }
    description.metrics = [
      ("numFiles", "\(files.count)"),
      ("numOutputRows", "\(batch.rowCount)"),
      ("numOutputBytes", "\(files.reduce(0) { $0 + $1.size })"),
    ]
    description.isBlindAppend = true
    description.userMetadata = options.userMetadata
    return description
  }

  func plan(on snapshot: borrowing DeltaSnapshot) throws(TableFormatError) -> ChangePlan {
    if let version = try earlierVersion(in: snapshot) { return .isThere(version: version) }
    let demands = snapshot.demands
    try demands.checkWritable()
    guard snapshot.partitionColumns == base.partitionColumns else {
      throw TableFormatError(
        .conflict,
        "version \(snapshot.version)",
        detail: "the table is now partitioned by \(snapshot.partitionColumns)"
      )
    }
    var actions: [LogAction] = []
    if let metadata = try Self.metadata(of: demands, for: batch, options) {
      actions.append(.metadata(metadata))
    }
    if var transaction = options.transaction {
      transaction.lastUpdated = time
      actions.append(.transaction(transaction))
    }
    return .write(actions + files.map(LogAction.add))
  }

  /// Refuses rows that do not fit; the table's new description where they bring columns to it.
  static func metadata(
    of demands: TableDemands,
    for batch: ColumnBatch,
    _ options: AppendOptions
  ) throws(TableFormatError) -> TableMetadata? {
    var text = demands.schema
    if options.mergesSchema { text = try text.merging(batch.schema) }
    try SchemaRules.check(batch, fits: text.schema)
    let partitions = demands.metadata.partitionColumns
    try SchemaRules.checkPartitions(of: batch, partitions, in: text.schema)
    guard text != demands.schema else { return nil }
    var demands = demands
    demands.schema = text
    demands.metadata.schemaText = text.text
    try demands.checkWritable()
    return demands.metadata
  }

  /// Whether the application has come this far already.
  private func earlierVersion(
    in snapshot: borrowing DeltaSnapshot
  ) throws(TableFormatError) -> Int? {
    guard let transaction = options.transaction else { return nil }
    let known = snapshot.transactionVersion(of: transaction.appID)
    if let known, known >= transaction.version { return snapshot.version }
    guard known == base.transactionVersion else {
      throw TableFormatError(
        .conflict,
        "batch \(transaction.version) of \(transaction.appID)",
        detail: "another writer of that name has just written batch \(known ?? -1)"
      )
    }
    return nil
  }
}
