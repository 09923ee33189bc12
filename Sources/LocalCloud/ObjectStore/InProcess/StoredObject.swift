/// An object as a listing has it.
public struct StoredObject: Sendable, Hashable {
  /// The key.
  public let key: String
  /// The number of bytes.
  public let size: Int
  /// What tells its content from another, without quotes.
  public let etag: String
}

extension LocalCloud {
  /// The objects of a bucket whose keys begin like this, in the order of their keys.
  ///
  /// There are none in a bucket that is not there.
  public func objects(in bucket: String, under prefix: String = "") -> [StoredObject] {
    (try? storage.objects(bucket: bucket, under: prefix)) ?? []
  }

  /// The bytes of an object.
  public func bytes(of key: String, in bucket: String) async throws -> [UInt8] {
    try await storage.bytes(bucket: bucket, key: key)
  }

  /// Begins a walk through the objects of a bucket, as they are now, whose keys begin like this and
  /// are meant.
  public func walk(
    through bucket: String,
    under prefix: String = "",
    where isMeant: @escaping @Sendable (_ key: String) -> Bool = { _ in true }
  ) throws -> ObjectWalk {
    try storage.walk(bucket: bucket, under: prefix, where: isMeant)
  }

  /// Stores an object past every signature.
  public func put(
    _ bytes: [UInt8],
    as key: String,
    in bucket: String,
    contentType: String = "binary/octet-stream"
  ) async throws {
    try await storage.put(bucket: bucket, key: key, bytes: bytes, contentType: contentType)
  }
}
