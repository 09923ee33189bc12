/// What putting small files together came to.
public struct OptimizeResult: Sendable, Hashable {
  /// The version it made; `nil` where there was nothing to do.
  public let version: Int?
  /// How many files left the table.
  public let filesRemoved: Int
  /// How many came instead.
  public let filesAdded: Int
  /// How many bytes left.
  public let bytesRemoved: Int
  /// How many came.
  public let bytesAdded: Int
}
