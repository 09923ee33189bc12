import JSONBytes

extension JSONWriter {
  /// Writes an action as the object a line of the log is.
  mutating func write(_ action: LogAction) {
    object { line in
      switch action {
      case .commitInfo(let info): line.member("commitInfo", .object(info.members))
      case .tableProtocol(let demand): line.object("protocol") { $0.members(of: demand) }
      case .metadata(let metadata): line.object("metaData") { $0.members(of: metadata) }
      case .transaction(let transaction): line.object("txn") { $0.members(of: transaction) }
      case .add(let file): line.object("add") { $0.members(of: file) }
      case .remove(let file): line.object("remove") { $0.members(of: file) }
      }
    }
  }

  private mutating func members(of demand: TableProtocol) {
    member("minReaderVersion", demand.minReaderVersion)
    member("minWriterVersion", demand.minWriterVersion)
    if let features = demand.readerFeatures { member("readerFeatures", features) }
    if let features = demand.writerFeatures { member("writerFeatures", features) }
  }

  private mutating func members(of metadata: TableMetadata) {
    member("id", metadata.id)
    if let name = metadata.name { member("name", name) }
    if let description = metadata.description { member("description", description) }
    object("format") { format in
      format.member("provider", "parquet")
      format.object("options") { _ in }
    }
    member("schemaString", metadata.schemaText)
    member("partitionColumns", metadata.partitionColumns)
    member("configuration", metadata.configuration)
    if let time = metadata.createdTime { member("createdTime", time) }
  }

  private mutating func members(of transaction: WriterTransaction) {
    member("appId", transaction.appID)
    member("version", transaction.version)
    if let time = transaction.lastUpdated { member("lastUpdated", time) }
  }

  private mutating func members(of file: AddFile) {
    member("path", PathEncoding.encode(file.path))
    member("partitionValues", file.partitionValues)
    member("size", file.size)
    member("modificationTime", file.modificationTime)
    member("dataChange", file.dataChange)
    if let stats = file.stats { member("stats", stats) }
    if let tags = file.tags { member("tags", tags) }
  }

  private mutating func members(of file: RemoveFile) {
    member("path", PathEncoding.encode(file.path))
    if let time = file.deletionTimestamp { member("deletionTimestamp", time) }
    member("dataChange", file.dataChange)
    if let isExtended = file.extendedFileMetadata { member("extendedFileMetadata", isExtended) }
    if let values = file.partitionValues { member("partitionValues", values) }
    if let size = file.size { member("size", size) }
  }

  private mutating func member(_ name: String, _ texts: [String]) {
    array(name) { for text in texts { $0.write(text) } }
  }

  /// Names in order, so that equal actions are equal bytes.
  private mutating func member(_ name: String, _ texts: [String: String?]) {
    object(name) { object in
      for (key, value) in texts.sorted(by: { $0.key < $1.key }) { object.member(key, value) }
    }
  }

  private mutating func member(_ name: String, _ texts: [String: String]) {
    member(name, texts.mapValues { Optional($0) })
  }
}
