import JSONBytes

extension DeltaTable {
  /// Opens a table at its newest version; an error with code `notFound` where there is none.
  public static func open(
    _ storage: any TableStorage,
    options: Options = Options()
  ) async throws(TableFormatError) -> DeltaTable {
    let snapshot = try await TableLog(storage: storage).snapshot()
    return DeltaTable(storage: storage, options: options, snapshot: snapshot)
  }

  /// Makes a table; an error with code `alreadyExists` where there is one.
  public static func create(
    _ storage: any TableStorage,
    _ definition: TableDefinition,
    options: Options = Options()
  ) async throws(TableFormatError) -> DeltaTable {
    let log = TableLog(storage: storage)
    guard try await log.listing().newestVersion < 0 else { throw alreadyExists(storage) }
    let time = options.surroundings.milliseconds
    let attempt = UniqueName.make()
    let info = definition.changeDescription.commitInfo(
      readVersion: nil,
      attempt: attempt,
      engine: options.engine,
      at: time
    )
    let actions = [.commitInfo(info)] + (try definition.actions(at: time))
    let snapshot = try DeltaSnapshot(
      TableLog.ReadCommit(version: 0, time: time, actions: actions)
    )
    try await write(actions, attempt, log, options)
    return DeltaTable(storage: storage, options: options, snapshot: snapshot)
  }

  /// Opens the table that is there, whatever its columns are, or makes one.
  public static func openOrCreate(
    _ storage: any TableStorage,
    _ definition: @autoclosure () -> TableDefinition,
    options: Options = Options()
  ) async throws(TableFormatError) -> DeltaTable {
    do { return try await open(storage, options: options) } catch {
      guard error.code == .notFound else { throw error }
    }
    do { return try await create(storage, definition(), options: options) } catch {
      guard error.code == .alreadyExists else { throw error }
    }
    return try await open(storage, options: options)
  }

  /// Writes the first commit, and again where no answer came.
  private static func write(
    _ actions: [LogAction],
    _ attempt: String,
    _ log: TableLog,
    _ options: Options
  ) async throws(TableFormatError) {
    var last: TableFormatError?
    for _ in 1...max(1, options.maximumTries) {
      let path = LogFile.commit(version: 0).path
      switch await log.storage.create(CommitFile.bytes(of: actions), at: path) {
      case .created: return
      case .refused(let error): throw error
      case .taken, .unknown:
        let commits = try await log.commits(after: -1, withCommitInfo: true)
        guard let first = commits.first else {
          last = TableFormatError(.storageFailed, path, detail: "no answer, and nothing is there")
          continue
        }
        guard first.wasMade(by: attempt) else { throw alreadyExists(log.storage) }
        return
      }
    }
    throw last ?? alreadyExists(log.storage)
  }

  private static func alreadyExists(_ storage: any TableStorage) -> TableFormatError {
    TableFormatError(.alreadyExists, "\(storage)", detail: "a Delta table is there")
  }
}

extension TableDefinition {
  fileprivate var changeDescription: ChangeDescription {
    let partitions = JSONValue.array(partitionColumns.map(JSONValue.string)).description
    let settings = configuration.sorted { $0.key < $1.key }
      .map { JSONObject.Member($0.key, .string($0.value)) }
    return ChangeDescription(
      operation: "CREATE TABLE",
      parameters: [
        ("isManaged", "false"),
        ("partitionBy", .string(partitions)),
        ("properties", .string(JSONValue.object(JSONObject(settings)).description)),
      ],
      isBlindAppend: true
    )
  }
}
