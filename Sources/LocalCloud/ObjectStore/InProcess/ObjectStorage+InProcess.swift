import Digests
import EventLog
import HTTPWire

extension ObjectStorage {
  /// Stores an object from inside this process.
  @discardableResult
  func put(
    bucket: String,
    key: String,
    bytes: [UInt8],
    contentType: String = "binary/octet-stream",
    tags: [Tag] = [],
    ifNoneMatch: String? = nil
  ) async throws(S3Failure) -> ObjectVersion {
    let attributes = ObjectAttributes(
      headers: [HTTPHeaders.Field("Content-Type", contentType)],
      tags: tags
    )
    let object = NewObject(
      blob: try await blob(bytes),
      etag: ETag(MD5.hash(bytes)),
      owner: try settings(of: bucket).owner,
      attributes: attributes
    )
    return try await put(
      object,
      bucket: bucket,
      key: ObjectKey(key),
      condition: WriteCondition(ifNoneMatch: ifNoneMatch)
    )
  }

  /// The bytes of an object.
  func bytes(bucket: String, key: String) async throws(S3Failure) -> [UInt8] {
    try await version(bucket: bucket, key: ObjectKey(key)).blob.bytes(on: disk)
  }

  /// The objects whose keys begin like this, in the order of their keys.
  func objects(bucket: String, under prefix: String) throws(S3Failure) -> [StoredObject] {
    try ledger.read { state throws(S3Failure) in
      let objects = try state.bucket(bucket).objects
      var found: [StoredObject] = []
      var place = objects.lowerBound(Array(prefix.utf8).span)
      while let (key, entry) = objects.next(&place), key.hasPrefix(prefix.utf8.span) {
        let version = entry.current
        guard !version.isDeleteMarker else { continue }
        found.append(
          StoredObject(key: key.text, size: version.blob.length, etag: version.etag.description)
        )
      }
      return found
    }
  }

  /// A walk through the objects, as they are now, whose keys begin like this and are meant.
  func walk(
    bucket: String,
    under prefix: String,
    where isMeant: @escaping @Sendable (_ key: String) -> Bool = { _ in true }
  ) throws(S3Failure) -> ObjectWalk {
    let objects = try ledger.read { state throws(S3Failure) in try state.bucket(bucket).objects }
    return ObjectWalk(objects, under: prefix, where: isMeant)
  }

  private func blob(_ bytes: [UInt8]) async throws(S3Failure) -> Blob {
    guard let files, bytes.count > Self.inlineLimit else { return Blob(bytes) }
    return try await files.thread.run { () throws(S3Failure) in
      var writer = BlobWriter(files: files)
      try writer.write(bytes)
      return try writer.finish()
    }
  }
}
