import Digests
import SinkConnector

/// Puts the objects of a sink into the store of the same process.
struct StorageSink: ObjectSink {
  private let storage: ObjectStorage

  init(_ storage: ObjectStorage) { self.storage = storage }

  func check(bucket: String) async throws { _ = try storage.settings(of: bucket) }

  func put(_ object: SinkObject, overwrites: Bool) async throws {
    do throws(S3Failure) {
      try await store(object, ifNoneMatch: "*")
    } catch {
      guard error.code == "PreconditionFailed" else { throw error }
      let there = try storage.version(bucket: object.bucket, key: ObjectKey(object.key))
      guard there.etag != ETag(MD5.hash(object.content)) else { return }
      guard overwrites else { throw ObjectConflict(bucket: object.bucket, key: object.key) }
      try await store(object, ifNoneMatch: nil)
    }
  }

  private func store(_ object: SinkObject, ifNoneMatch: String?) async throws(S3Failure) {
    try await storage.put(
      bucket: object.bucket,
      key: object.key,
      bytes: object.content,
      contentType: object.contentType,
      tags: object.tags.map { Tag(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key },
      ifNoneMatch: ifNoneMatch
    )
  }
}
