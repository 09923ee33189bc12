/// How large objects are cut into parts and how many of them travel at once.
///
/// Up to `concurrency` parts are in memory at a time, whatever the size of the object.
public struct TransferSettings: Sendable, Hashable {
  /// The size from which on an object is sent in parts; what is smaller goes in one request.
  public var multipartThreshold = 8 * 1024 * 1024
  /// The size of a part where the object is not too large for it; S3 wants at least 5 MiB.
  public var partSize = 8 * 1024 * 1024
  /// The number of parts under way at once.
  public var concurrency = 4

  /// Four parts of eight mebibytes at once.
  public init() {}
}
