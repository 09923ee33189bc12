/// Where objects go: the seam behind which a store in this process or any S3 stands.
public protocol ObjectSink: Sendable {
  /// Makes sure that a bucket is there.
  func check(bucket: String) async throws

  /// Stores an object where none of its key is.
  ///
  /// Where one is there with the same bytes, that is success: it is the work of a run before. With
  /// other bytes it is replaced if `overwrites` says so, and otherwise an ``ObjectConflict`` is thrown.
  func put(_ object: SinkObject, overwrites: Bool) async throws
}

/// An object as a sink makes it.
public struct SinkObject: Sendable, Hashable {
  /// The bucket.
  public let bucket: String
  /// The key.
  public let key: String
  /// The bytes.
  public let content: [UInt8]
  /// What they are.
  public let contentType: String
  /// What is noted beside them.
  public let tags: [String: String]
}

/// An object of the same key and other bytes is there already.
public struct ObjectConflict: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where it is.
  public let description: String

  /// Names the object.
  public init(bucket: String, key: String) {
    description =
      "s3://\(bucket)/\(key) is there already with other bytes: the topic was made anew, or another"
      + " connector writes to the same place; remove the object or set on.conflict=overwrite"
  }
}
