/// Names an object wherever it is, and one of its versions if wanted.
public struct ObjectReference: Hashable, Sendable, CustomStringConvertible {
  /// The bucket it is in.
  public var bucket: BucketName
  /// Its name there.
  public var key: ObjectKey
  /// The version; `nil` is the current one.
  public var versionID: String?

  /// Names an object.
  public init(bucket: BucketName, key: ObjectKey, versionID: String? = nil) {
    self.bucket = bucket
    self.key = key
    self.versionID = versionID
  }

  /// `s3://bucket/key`, with the version behind it where one is named.
  public var description: String {
    "s3://\(bucket)/\(key)" + (versionID.map { "?versionId=\($0)" } ?? "")
  }
}
