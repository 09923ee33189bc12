/// What a vacuum has deleted, or would.
public struct VacuumResult: Sendable, Hashable {
  /// The files, by path.
  public let files: [StoredFile]
  /// Whether they are still there.
  public let isDryRun: Bool
  /// The number of bytes of all of them.
  public var bytes: Int { files.reduce(0) { $0 + $1.size } }
}
