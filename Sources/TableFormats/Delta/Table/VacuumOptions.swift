/// Which files a vacuum deletes.
public struct VacuumOptions: Sendable {
  /// How long files stay after they left the table; `nil` does as the table says, or 168 hours.
  public var retention: Duration?
  /// Whether less than 168 hours is meant: it may delete what a reader or a writer is at work with.
  public var isForced: Bool
  /// Whether nothing is deleted, only told.
  public var isDryRun: Bool

  /// Deletes what left the table a week ago.
  public init(retention: Duration? = nil, isForced: Bool = false, isDryRun: Bool = false) {
    self.retention = retention
    self.isForced = isForced
    self.isDryRun = isDryRun
  }
}
