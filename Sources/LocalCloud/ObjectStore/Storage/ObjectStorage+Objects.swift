import Digests
import HTTPWire

extension ObjectStorage {
  /// What is to be stored under a key.
  struct NewObject: Sendable {
    var blob: Blob
    var etag: ETag
    var owner: String
    var attributes: ObjectAttributes
  }

  /// Stores an object, if `condition` holds for what is there, and gives its version.
  func put(
    _ object: NewObject,
    bucket: String,
    key: ObjectKey,
    condition: WriteCondition = WriteCondition(),
    endingUpload upload: String? = nil
  ) async throws(S3Failure) -> ObjectVersion {
    let modified = time
    return try await ledger.commit(about: .object(bucket: bucket, key)) { state throws(S3Failure) in
      let there = try state.bucket(bucket)
      if let upload { _ = try state.upload(upload, key, in: bucket) }
      try condition.check(there.objects[key]?.current, key)
      let version = ObjectVersion(
        id: there.settings.versioning == .enabled
          ? self.unguessableName() : ObjectVersion.nullID,
        modified: modified,
        owner: object.owner,
        blob: object.blob,
        etag: object.etag,
        attributes: object.attributes
      )
      let end = upload.map { [StoreChange.uploadEnded(bucket: bucket, upload: $0)] } ?? []
      return StoreDecision(
        changes: [.stored(bucket: bucket, key, version)] + end,
        value: version
      )
    }
  }

  /// What became of a deletion.
  struct Deletion: Sendable {
    /// The version that was removed or the marker that was set.
    var versionID: String?
    var isDeleteMarker = false
  }

  /// Deletes a version; without an id, the object, which a bucket with versions only marks.
  func delete(
    bucket: String,
    key: ObjectKey,
    version id: String? = nil,
    owner: String,
    condition: DeleteCondition = DeleteCondition()
  ) async throws(S3Failure) -> Deletion {
    let (fresh, modified) = (unguessableName(), time)
    return try await ledger.commit(about: .object(bucket: bucket, key)) { state throws(S3Failure) in
      let there = try state.bucket(bucket)
      let entry = there.objects[key]
      if let id {
        guard let version = entry?.version(id) else {
          return StoreDecision(value: Deletion(versionID: id))
        }
        try condition.check(version)
        return StoreDecision(
          changes: [.removed(bucket: bucket, key, version: id)],
          value: Deletion(versionID: id, isDeleteMarker: version.isDeleteMarker)
        )
      }
      if let current = entry?.current { try condition.check(current) }
      guard there.settings.versioning != .never else {
        let change = StoreChange.removed(bucket: bucket, key, version: ObjectVersion.nullID)
        return StoreDecision(changes: entry == nil ? [] : [change], value: Deletion())
      }
      let isEnabled = there.settings.versioning == .enabled
      let marker = ObjectVersion.deleteMarker(
        id: isEnabled ? fresh : ObjectVersion.nullID,
        modified: modified,
        owner: owner
      )
      return StoreDecision(
        changes: [.stored(bucket: bucket, key, marker)],
        value: Deletion(versionID: marker.id, isDeleteMarker: true)
      )
    }
  }

  /// Changes tags or grants of a version.
  func change(
    bucket: String,
    key: ObjectKey,
    version id: String?,
    _ change: @escaping @Sendable (inout ObjectAttributes) throws(S3Failure) -> Void
  ) async throws(S3Failure) -> ObjectVersion {
    try await ledger.commit(about: .object(bucket: bucket, key)) { state throws(S3Failure) in
      let version = try state.version(bucket, key, id)
      var attributes = version.attributes
      try change(&attributes)
      let new = version.with(attributes: attributes)
      return StoreDecision(changes: [.replaced(bucket: bucket, key, new)], value: new)
    }
  }

  /// Finds a version that has content.
  func version(
    bucket: String,
    key: ObjectKey,
    id: String? = nil
  ) throws(S3Failure) -> ObjectVersion {
    try ledger.read { state throws(S3Failure) in try state.version(bucket, key, id) }
  }
}

extension StoreState {
  /// Finds a version that has content; a delete marker is answered as S3 does.
  func version(
    _ bucket: String,
    _ key: ObjectKey,
    _ id: String?
  ) throws(S3Failure) -> ObjectVersion {
    guard let entry = try self.bucket(bucket).objects[key] else {
      throw id.map { .noSuchVersion(key, $0) } ?? .noSuchKey(key)
    }
    guard let version = entry.version(id) else { throw .noSuchVersion(key, id ?? "") }
    guard version.isDeleteMarker else { return version }
    var failure: S3Failure =
      id == nil ? .noSuchKey(key) : .methodNotAllowed("GET", on: "DeleteMarker")
    failure.headers = [("x-amz-delete-marker", "true"), ("x-amz-version-id", version.id)]
    throw failure
  }
}
