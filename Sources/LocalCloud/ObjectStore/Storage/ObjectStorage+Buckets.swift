extension ObjectStorage {
  /// Makes a bucket, or leaves one of the same owner as it is.
  func createBucket(
    _ name: String,
    owner: String,
    region: String,
    grants: AccessControlList? = nil
  ) async throws(S3Failure) {
    guard BucketName.isValid(name) else { throw .invalidBucketName(name) }
    let settings = BucketSettings(
      name: name,
      owner: owner,
      created: time,
      region: region,
      grants: grants
    )
    try await ledger.commit(about: .all) { state throws(S3Failure) in
      guard let there = state.buckets[name]?.settings else {
        return StoreDecision(changes: [.bucketSet(settings)], value: ())
      }
      guard there.owner == owner, there.grants == grants else { throw .bucketAlreadyExists(name) }
      return StoreDecision(value: ())
    }
  }

  /// Removes a bucket in which there is nothing.
  func deleteBucket(_ name: String) async throws(S3Failure) {
    try await ledger.commit(about: .all) { state throws(S3Failure) in
      let bucket = try state.bucket(name)
      guard bucket.isEmpty else {
        throw .bucketNotEmpty(name, keepsVersions: bucket.settings.versioning != .never)
      }
      return StoreDecision(changes: [.bucketRemoved(name)], value: ())
    }
  }

  /// Changes what a bucket is set to.
  func change(
    bucket name: String,
    _ change: @escaping @Sendable (inout BucketSettings) throws(S3Failure) -> Void
  ) async throws(S3Failure) {
    try await ledger.commit(about: .all) { state throws(S3Failure) in
      var settings = try state.bucket(name).settings
      try change(&settings)
      return StoreDecision(changes: [.bucketSet(settings)], value: ())
    }
  }

  /// What a bucket is set to.
  func settings(of bucket: String) throws(S3Failure) -> BucketSettings {
    try ledger.read { state throws(S3Failure) in try state.bucket(bucket).settings }
  }

  /// Every bucket, by name.
  func buckets() throws(S3Failure) -> [BucketSettings] {
    try ledger.read { $0.buckets.values.map(\.settings) }.sorted { $0.name < $1.name }
  }
}
