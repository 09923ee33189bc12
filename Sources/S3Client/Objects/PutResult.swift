/// What S3 says of an object it has stored.
public struct PutResult: Sendable, Hashable {
  /// The name of the content.
  public let etag: ETag?
  /// The version, where the bucket keeps them.
  public let versionID: String?
  /// The checksum S3 keeps with it.
  public let checksum: ObjectChecksum?
  /// The number of bytes that were sent.
  public let size: Int
}
