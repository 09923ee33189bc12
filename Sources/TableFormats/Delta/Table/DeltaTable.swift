/// A Delta table in a folder or an object store: rows in Parquet files, and a log that says which
/// of them count.
///
/// It is a value: copies share what is known of the newest version. Any number of writers, also of
/// other programs, may work on one table; each commit is one new file of the log that only one of
/// them gets to make.
///
/// ```swift
/// let storage = LocalTableFolder("tables/0af8d0adfd13_pin_table")
/// let table = try await DeltaTable.openOrCreate(storage, TableDefinition(schema))
/// try await table.append(batch, AppendOptions(transaction: .init(appID: "pins", version: 7)))
/// ```
public struct DeltaTable: Sendable {
  /// How a table is written.
  public struct Options: Sendable {
    /// How often a commit is tried that others get ahead of.
    public var maximumTries = 15
    /// How long a writer waits at most before it tries again.
    public var maximumPause: Duration = .milliseconds(20)
    /// After how many commits a checkpoint follows; `nil` does as the table says, or 10, and 0
    /// never writes one.
    public var checkpointInterval: Int?
    /// How old what is known of the newest version may be before a writer looks again.
    ///
    /// Commits do not need it: one that is not the next loses. But a log that was cleaned meanwhile
    /// would let a writer from before the cleaning begin again where it remembers the end.
    public var confirmedFor: Duration = .seconds(600)
    /// How files of rows are written.
    public var parquet = ParquetWriter.Options()
    /// What commits name as their writer.
    public var engine = "pinterest-pipeline/0.1.0"
    /// The time, waiting, chance.
    public var surroundings = TableSurroundings()

    /// Delta's own habits.
    public init() {}
  }

  /// Where the table is kept.
  public let storage: any TableStorage
  /// How it is written.
  public let options: Options
  let state: TableState

  var log: TableLog { TableLog(storage: storage) }
  var now: Int { options.surroundings.milliseconds }

  init(storage: any TableStorage, options: Options, snapshot: DeltaSnapshot) {
    self.storage = storage
    self.options = options
    state = TableState(snapshot, at: options.surroundings.milliseconds)
  }

  /// The newest version as far as it is known; `refresh` looks for a newer one.
  public var snapshot: DeltaSnapshot { state.snapshot }

  /// The number of the newest version as far as it is known.
  public var version: Int { state.version }

  /// Looks for commits of others and gives back the newest version.
  @discardableResult
  public func refresh() async throws(TableFormatError) -> DeltaSnapshot {
    let known = state.version
    let commits = try await log.commits(after: known)
    if commits.isEmpty, isOutdated, try await isBehindCleaning(known) {
      state.replace(by: try await log.snapshot(), at: now)
    } else {
      try state.advance(by: commits, at: now)
    }
    return state.snapshot
  }

  /// The table as it was after a commit.
  public func snapshot(version: Int) async throws(TableFormatError) -> DeltaSnapshot {
    let known = state.snapshot
    return known.version == version ? known : try await log.snapshot(version: version)
  }

  /// How far an application has come, by the newest version there is; `nil` where it is unknown.
  public func transactionVersion(of appID: String) async throws(TableFormatError) -> Int? {
    try await refresh().transactionVersion(of: appID)
  }

  /// Looks for a newer version where nobody has looked for long.
  func confirm() async throws(TableFormatError) {
    if isOutdated { try await refresh() }
  }

  private var isOutdated: Bool {
    .milliseconds(now - state.confirmed) > options.confirmedFor
  }

  /// Whether commits behind a version are there that do not join on to it.
  private func isBehindCleaning(_ version: Int) async throws(TableFormatError) -> Bool {
    let start = LogFile.start(of: version + 1)
    return LogListing(try await storage.list(LogFile.folder, startAfter: start)).newestVersion
      > version
  }
}
