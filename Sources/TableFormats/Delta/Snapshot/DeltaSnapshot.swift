/// A table as it is after one commit: which files belong to it, and what its columns are.
public struct DeltaSnapshot: Sendable {
  /// The number of the commit.
  public internal(set) var version: Int
  /// When the commit was written, in milliseconds since 1970.
  public internal(set) var timestamp: Int
  /// What readers and writers must understand.
  public private(set) var tableProtocol: TableProtocol
  private(set) var metadata: TableMetadata
  private(set) var schemaText: SchemaText
  private(set) var entries: [String: Entry] = [:]
  private(set) var tombstones: [String: RemoveFile] = [:]
  private(set) var transactions: [String: WriterTransaction] = [:]
  private var nextOrder = 0

  /// A file, and which one it was among all that ever came.
  struct Entry: Hashable, Sendable {
    let order: Int
    let file: AddFile
  }

  /// The columns.
  public var schema: TableSchema { schemaText.schema }
  /// A random name the table got when it was made.
  public var tableID: String { metadata.id }
  /// What people call the table.
  public var name: String? { metadata.name }
  /// What people say of the table.
  public var tableDescription: String? { metadata.description }
  /// The columns whose values are in the names of folders.
  public var partitionColumns: [String] { metadata.partitionColumns }
  /// Settings by name.
  public var configuration: [String: String] { metadata.configuration }
  /// When the table was made, in milliseconds since 1970.
  public var createdTime: Int? { metadata.createdTime }
  /// The files, in the order in which they came.
  public var files: [AddFile] {
    entries.values.sorted { $0.order < $1.order }.map(\.file)
  }
  /// The number of files.
  public var fileCount: Int { entries.count }
  /// The number of bytes of all files.
  public var byteCount: Int { entries.values.reduce(0) { $0 + $1.file.size } }
  /// The number of rows; `nil` where a file's writer did not note it.
  public var rowCount: Int? {
    var count = 0
    for entry in entries.values {
      guard let rows = entry.file.rowCount else { return nil }
      count += rows
    }
    return count
  }
  /// The last batch an application has put into the table.
  public func transactionVersion(of appID: String) -> Int? { transactions[appID]?.version }
  /// Every application that numbers its batches, with the last of them.
  public var transactionVersions: [String: Int] { transactions.mapValues(\.version) }

  /// How columns are found in files.
  var columnMapping: ColumnMapping {
    get throws(TableFormatError) { try demands.columnMapping }
  }

  var demands: TableDemands {
    TableDemands(tableProtocol: tableProtocol, metadata: metadata, schema: schemaText)
  }

  /// Starts with the actions of a checkpoint or of the first commit, which say what the table is.
  init(_ first: TableLog.ReadCommit) throws(TableFormatError) {
    var demand: TableProtocol?
    var metadata: TableMetadata?
    for action in first.actions {
      switch action {
      case .tableProtocol(let found): demand = found
      case .metadata(let found): metadata = found
      default: break
      }
    }
    guard let demand, let metadata else {
      let missing = demand == nil ? "protocol" : "metaData"
      throw TableFormatError(
        .malformed,
        "version \(first.version)",
        detail: "there is no \(missing)"
      )
    }
    version = first.version
    timestamp = first.time
    tableProtocol = demand
    self.metadata = metadata
    schemaText = try SchemaText(parsing: metadata.schemaText)
    try demands.checkReadable()
    try apply(first)
  }

  /// Goes on by one commit, all of it or, where it asks for what we cannot do, nothing.
  mutating func apply(_ commit: TableLog.ReadCommit) throws(TableFormatError) {
    try adopt(commit.actions)
    for action in commit.actions { apply(action) }
    version = commit.version
    timestamp = max(commit.time, timestamp)
  }

  /// Takes over new rules and columns after a look at whether they can be followed.
  private mutating func adopt(_ actions: [LogAction]) throws(TableFormatError) {
    var demand: TableProtocol?
    var metadata: TableMetadata?
    for action in actions {
      switch action {
      case .tableProtocol(let new): demand = new
      case .metadata(let new): metadata = new
      case .add(let file):
        if let obstacle = file.obstacle {
          throw TableFormatError(.unsupported, file.path, detail: obstacle)
        }
      case .commitInfo, .transaction, .remove: break
      }
    }
    guard demand != nil || metadata != nil else { return }
    let text = metadata?.schemaText ?? self.metadata.schemaText
    let demands = TableDemands(
      tableProtocol: demand ?? tableProtocol,
      metadata: metadata ?? self.metadata,
      schema: text == self.metadata.schemaText ? schemaText : try SchemaText(parsing: text)
    )
    try demands.checkReadable()
    (tableProtocol, self.metadata, schemaText) =
      (demands.tableProtocol, demands.metadata, demands.schema)
  }

  private mutating func apply(_ action: LogAction) {
    switch action {
    case .commitInfo, .tableProtocol, .metadata: break
    case .transaction(let transaction): transactions[transaction.appID] = transaction
    case .add(let file):
      // A file that is told of again keeps its place: its statistics were completed.
      let order = entries[file.path]?.order ?? nextOrder
      nextOrder = max(nextOrder, order + 1)
      entries[file.path] = Entry(order: order, file: file)
      tombstones[file.path] = nil
    case .remove(let file):
      entries[file.path] = nil
      tombstones[file.path] = file
    }
  }
}
