/// How small files are put together.
public struct OptimizeOptions: Sendable {
  /// Files below this are small, and no new file becomes much larger.
  public var targetSize = 64 << 20
  /// Whether nothing is written, only counted.
  public var isDryRun = false

  /// Files of 64 MiB.
  public init() {}
}
