import Digests

extension ObjectStorage {
  /// Begins an object that will come in parts.
  func begin(_ upload: MultipartUpload, bucket: String) async throws(S3Failure) {
    try await ledger.commit(about: .all) { state throws(S3Failure) in
      _ = try state.bucket(bucket)
      return StoreDecision(changes: [.uploadBegun(bucket: bucket, upload)], value: ())
    }
  }

  /// Keeps a part, in place of one of the same number.
  func put(
    _ part: MultipartUpload.Part,
    bucket: String,
    key: ObjectKey,
    upload id: String
  ) async throws(S3Failure) {
    try await ledger.commit(about: .part(upload: id, number: part.number)) {
      state throws(S3Failure) in
      _ = try state.upload(id, key, in: bucket)
      return StoreDecision(changes: [.partStored(bucket: bucket, upload: id, part)], value: ())
    }
  }

  /// Forgets an upload and its parts.
  func abort(upload id: String, bucket: String, key: ObjectKey) async throws(S3Failure) {
    try await ledger.commit(about: .all) { state throws(S3Failure) in
      _ = try state.upload(id, key, in: bucket)
      return StoreDecision(changes: [.uploadEnded(bucket: bucket, upload: id)], value: ())
    }
  }

  /// Finds an upload.
  func upload(_ id: String, bucket: String, key: ObjectKey) throws(S3Failure) -> MultipartUpload {
    try ledger.read { state throws(S3Failure) in try state.upload(id, key, in: bucket) }
  }

  /// Every upload of a bucket, by key and then by beginning.
  func uploads(bucket: String) throws(S3Failure) -> [MultipartUpload] {
    try ledger.read { state throws(S3Failure) in try state.bucket(bucket).uploads.values.map { $0 }
    }
    .sorted { $0.key == $1.key ? ($0.begun, $0.id) < ($1.begun, $1.id) : $0.key < $1.key }
  }
}
