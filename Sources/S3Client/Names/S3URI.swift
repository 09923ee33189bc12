/// A place written as `s3://bucket/key`; the key is taken as it stands, nothing is decoded.
public struct S3URI: Hashable, Sendable, CustomStringConvertible {
  /// The bucket.
  public let bucket: BucketName
  /// What stands behind the bucket's slash; empty for the bucket itself.
  public let path: String

  /// Reads `s3://bucket` or `s3://bucket/key`.
  public init(_ text: String) throws(S3Error) {
    guard Self.isS3(text) else {
      throw S3Error(.invalidURI, "\"\(text)\" does not start with s3://")
    }
    let rest = text.dropFirst(5)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    bucket = try BucketName(String(rest[..<slash]))
    path = String(rest[slash...].dropFirst())
  }

  /// Whether a text is meant as such a place rather than as a file.
  public static func isS3(_ text: String) -> Bool { text.hasPrefix("s3://") }

  /// The path as the key of an object; without one there is an error.
  public func key() throws(S3Error) -> ObjectKey {
    guard !path.isEmpty else { throw S3Error(.invalidURI, "\(self) names no object") }
    return try ObjectKey(path)
  }

  /// `s3://bucket/key`.
  public var description: String { "s3://\(bucket)/\(path)" }
}
