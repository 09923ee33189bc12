public import FoundationEssentials
import OwnThread
import Synchronization

/// The log inside this process, on a disk or in memory.
///
/// All topics share one journal of segment files: an append is one write however many partitions it
/// goes to, and all appends that come while the disk is busy share the next sync.
public final class EmbeddedLog: RecordLog {
  /// How a log behaves; every field has a default.
  public struct Options: Sendable {
    /// The time records get and by which they and silent members expire.
    public var now: @Sendable () -> Date = { Date() }
    /// What waiting reads and `run()` wait by.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// How safe an append is when it returns; in memory there is nothing to choose.
    public var fsync: FsyncPolicy = .always
    /// When the next segment is begun: 64 MiB on a disk and 1 MiB in memory unless told otherwise.
    public var segmentBytes: Int?
    /// How large all segments together may become before the oldest is dropped, whatever topics
    /// are in it; without a limit only the topics' own retention counts.
    ///
    /// In memory this is what bounds the memory of a log that nobody trims.
    public var totalBytes: Int?
    /// How often `run()` looks for records that have expired.
    public var retentionInterval: Duration = .seconds(60)
    /// How many appends with an idempotency key are remembered.
    public var rememberedKeys = 65_536
    /// How long they are remembered.
    public var keyLifetime: Duration = .seconds(24 * 3600)

    /// Takes the defaults.
    public init() {}
  }

  /// What was found when the log was opened.
  public let recovery: RecoveryReport

  let options: Options
  let folder: any LogFolder
  let journal: Journal
  /// Who waits for the disk when something is written.
  ///
  /// Memory needs nobody; nor does a log that leaves the disk to the system, where to change threads
  /// costs several times the writing.
  private let writer: BatchThread<PendingWrite>?
  /// Who waits for the disk when cold bytes are read.
  let reader: DiskThread?
  /// What segments are read into.
  let buffers = BufferPool()

  private init(
    _ recovered: RecoveredLog,
    _ folder: any LogFolder,
    _ options: Options,
    onDisk: Bool
  ) {
    self.folder = folder
    self.options = options
    recovery = recovered.report
    let journal = Journal(recovered, folder, options, onDisk: onDisk)
    self.journal = journal
    let mayWait = onDisk && options.fsync != .never
    writer = mayWait ? BatchThread(name: "log-writer") { journal.commit($0) } : nil
    reader = onDisk ? DiskThread(name: "log-reader") : nil
  }

  /// A log that is gone with the process.
  public static func inMemory(_ options: Options = Options()) -> EmbeddedLog {
    EmbeddedLog(RecoveredLog(options), MemoryFolder(), options, onDisk: false)
  }

  /// A log that is gone with the process and begins with what the files of a folder tell.
  package static func inMemory(
    _ folder: MemoryFolder,
    _ options: Options
  ) throws(LogError) -> EmbeddedLog {
    try EmbeddedLog(in: folder, options, onDisk: false)
  }

  /// Opens the log of a directory, which is made where it is missing, and repairs what a crash left.
  public static func open(
    _ directory: String,
    _ options: Options = Options()
  ) async throws(LogError) -> EmbeddedLog {
    let opening = DiskThread(name: "log-opener")
    return try await opening.run { () throws(LogError) in
      try EmbeddedLog(in: DiskFolder(directory), options)
    }
  }

  /// Opens the log of any folder; this reads files and may wait for a disk.
  convenience init(
    in folder: any LogFolder,
    _ options: Options,
    onDisk: Bool = true
  ) throws(LogError) {
    self.init(try RecoveredLog(folder, options), folder, options, onDisk: onDisk)
  }

  /// What was done so far.
  public var statistics: LogStatistics { journal.state.withLock { $0.statistics } }

  /// Brings something into the log and returns when it is as safe as the policy asks.
  @discardableResult
  func write(_ content: PendingWrite.Content) async throws(LogError) -> PendingWrite.Outcome {
    let result = unsafe await withUnsafeContinuation { continuation in
      let pending = PendingWrite(content) { unsafe continuation.resume(returning: $0) }
      if let writer { writer.put(pending) } else { journal.commit([pending]) }
    }
    return try result.get()
  }

  /// Brings changes into the log that hold for all that comes after.
  func change(
    _ decide: @escaping @Sendable (LogState) throws(LogError) -> [LogEvent]
  ) async throws(LogError) {
    try await write(.events(alone: true, decide))
  }
}
