/// The columns of a checkpoint: a kind of action each, of which every row has one.
enum CheckpointColumns {
  private static let texts = FieldType.map(from: .string, to: .string)

  static let transaction = Field(
    "txn",
    .structure([
      Field("appId", .string), Field("version", .long), Field("lastUpdated", .long),
    ])
  )
  static let add = Field(
    "add",
    .structure([
      Field("path", .string), Field("partitionValues", texts), Field("size", .long),
      Field("modificationTime", .long), Field("dataChange", .boolean), Field("stats", .string),
      Field("tags", texts),
    ])
  )
  static let remove = Field(
    "remove",
    .structure([
      Field("path", .string), Field("deletionTimestamp", .long), Field("dataChange", .boolean),
      Field("extendedFileMetadata", .boolean), Field("partitionValues", texts),
      Field("size", .long),
    ])
  )
  static let metadata = Field(
    "metaData",
    .structure([
      Field("id", .string), Field("name", .string), Field("description", .string),
      Field("format", .structure([Field("provider", .string), Field("options", texts)])),
      Field("schemaString", .string), Field("partitionColumns", .list(of: .string)),
      Field("configuration", texts), Field("createdTime", .long),
    ])
  )
  static let tableProtocol = Field(
    "protocol",
    .structure([
      Field("minReaderVersion", .integer), Field("minWriterVersion", .integer),
      Field("readerFeatures", .list(of: .string)), Field("writerFeatures", .list(of: .string)),
    ])
  )
  /// Only in checkpoints whose files are listed elsewhere, which we refuse.
  static let sidecar = "sidecar"

  static let schema = TableSchema([transaction, add, remove, metadata, tableProtocol])
}
