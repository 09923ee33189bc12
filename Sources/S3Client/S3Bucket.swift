import HTTPWire

/// One bucket as a client sees it: objects, listings and the bucket itself are reached from here.
///
/// A bucket that is not there gives errors when used, not when named.
public struct S3Bucket: Sendable, CustomStringConvertible {
  /// Its name.
  public let name: BucketName

  let engine: Engine

  /// `s3://name`.
  public var description: String { "s3://\(name)" }

  /// A call about this bucket, or about an object in it.
  func call(
    _ operation: StaticString,
    _ method: HTTPMethod,
    _ key: ObjectKey? = nil,
    query: [QueryItem] = []
  ) -> Call {
    var call = Call(operation, method, bucket: name, key: key)
    call.query = query
    return call
  }
}
