/// What a log has done since it was opened.
public struct LogStatistics: Sendable {
  /// Records stored.
  public var records = 0
  /// Bytes written, frames and events included.
  public var bytes = 0
  /// Writes, each of which may carry many appends.
  public var writes = 0
  /// Times the disk was asked to make writes outlive a power cut.
  public var syncs = 0
  /// What went wrong when `run()` last had something to do.
  public var upkeepError: LogError?

  /// Starts at nothing.
  public init() {}
}
