/// A snapshot as the rows of a checkpoint.
struct CheckpointRows {
  private(set) var columns = CheckpointColumns.schema.fields.map(Column.init)

  /// Lays out everything that counts, and the removals since a time: older files may be gone.
  init(_ snapshot: DeltaSnapshot, removalsSince deadline: Int) throws(TableFormatError) {
    try put(CheckpointColumns.tableProtocol, Self.values(snapshot.tableProtocol))
    try put(CheckpointColumns.metadata, Self.values(snapshot.metadata))
    for transaction in snapshot.transactions.values.sorted(by: { $0.appID < $1.appID }) {
      try put(CheckpointColumns.transaction, Self.values(transaction))
    }
    for file in snapshot.files { try put(CheckpointColumns.add, Self.values(file)) }
    for file in snapshot.tombstones.values.sorted(by: { $0.path < $1.path })
    where (file.deletionTimestamp ?? 0) >= deadline {
      try put(CheckpointColumns.remove, Self.values(file))
    }
  }

  /// The rows.
  func batch() throws(TableFormatError) -> ColumnBatch { try ColumnBatch(columns: columns) }

  /// Adds a row with one action.
  private mutating func put(_ field: Field, _ values: [Value]) throws(TableFormatError) {
    for place in columns.indices {
      if columns[place].field.name == field.name {
        try columns[place].append(.structure(values))
      } else {
        columns[place].appendNull()
      }
    }
  }

  private static func values(_ demand: TableProtocol) -> [Value] {
    [
      integer(demand.minReaderVersion), integer(demand.minWriterVersion),
      list(demand.readerFeatures), list(demand.writerFeatures),
    ]
  }

  private static func values(_ metadata: TableMetadata) -> [Value] {
    [
      .string(metadata.id), text(metadata.name), text(metadata.description),
      .structure([.string("parquet"), .map([])]), .string(metadata.schemaText),
      list(metadata.partitionColumns), map(metadata.configuration.mapValues { $0 }),
      integer(metadata.createdTime),
    ]
  }

  private static func values(_ transaction: WriterTransaction) -> [Value] {
    [.string(transaction.appID), integer(transaction.version), integer(transaction.lastUpdated)]
  }

  private static func values(_ file: AddFile) -> [Value] {
    [
      .string(PathEncoding.encode(file.path)), map(file.partitionValues), integer(file.size),
      integer(file.modificationTime), .boolean(false), text(file.stats),
      map(file.tags?.mapValues { $0 }),
    ]
  }

  private static func values(_ file: RemoveFile) -> [Value] {
    [
      .string(PathEncoding.encode(file.path)), integer(file.deletionTimestamp), .boolean(false),
      file.extendedFileMetadata.map(Value.boolean) ?? .null, map(file.partitionValues),
      integer(file.size),
    ]
  }

  private static func integer(_ number: Int?) -> Value {
    number.map { .integer(Int64($0)) } ?? .null
  }

  private static func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }

  private static func list(_ texts: [String]?) -> Value {
    texts.map { .list($0.map(Value.string)) } ?? .null
  }

  private static func map(_ texts: [String: String?]?) -> Value {
    guard let texts else { return .null }
    return .map(
      texts.sorted { $0.key < $1.key }.map { Value.Entry(.string($0.key), text($0.value)) }
    )
  }
}
