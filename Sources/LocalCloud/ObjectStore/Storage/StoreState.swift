/// Everything a store holds.
struct StoreState: Sendable {
  var buckets: [String: Bucket] = [:]
  /// About how many bytes of a log the objects at hand need.
  private(set) var liveBytes = 0

  func bucket(_ name: String) throws(S3Failure) -> Bucket {
    guard let bucket = buckets[name] else { throw .noSuchBucket(name) }
    return bucket
  }

  func upload(_ id: String, _ key: ObjectKey, in bucket: String) throws(S3Failure)
    -> MultipartUpload
  {
    guard let upload = try self.bucket(bucket).uploads[id], upload.key == key else {
      throw .noSuchUpload(id)
    }
    return upload
  }

  /// Takes a change in; one about what is not there changes nothing.
  mutating func apply(_ change: StoreChange) {
    switch change {
    case .bucketSet(let settings):
      if buckets[settings.name] == nil {
        buckets[settings.name] = Bucket(settings)
      } else {
        buckets[settings.name]?.settings = settings
      }
    case .bucketRemoved(let name): buckets[name] = nil
    case .stored(let bucket, let key, let version): push(version, key, bucket)
    case .replaced(let bucket, let key, let version):
      buckets[bucket]?.objects[key]?.replace(version)
    case .removed(let bucket, let key, let id): remove(id, key, bucket)
    case .uploadBegun(let bucket, let upload): buckets[bucket]?.uploads[upload.id] = upload
    case .partStored(let bucket, let id, let part):
      if let old = buckets[bucket]?.uploads[id]?.parts.updateValue(part, forKey: part.number) {
        liveBytes -= old.blob.logBytes
      }
      liveBytes += part.blob.logBytes
    case .uploadEnded(let bucket, let id):
      if let upload = buckets[bucket]?.uploads.removeValue(forKey: id) {
        for part in upload.parts.values { liveBytes -= part.blob.logBytes }
      }
    }
  }

  private mutating func push(_ version: ObjectVersion, _ key: ObjectKey, _ bucket: String) {
    guard var entry = buckets[bucket]?.objects[key] else {
      buckets[bucket]?.objects[key] = ObjectEntry(version)
      return liveBytes += version.blob.logBytes
    }
    if let old = entry.version(version.id) { liveBytes -= old.blob.logBytes }
    entry.push(version)
    buckets[bucket]?.objects[key] = entry
    liveBytes += version.blob.logBytes
  }

  private mutating func remove(_ id: String, _ key: ObjectKey, _ bucket: String) {
    guard let entry = buckets[bucket]?.objects[key], let old = entry.version(id) else { return }
    liveBytes -= old.blob.logBytes
    buckets[bucket]?.objects[key] = entry.removing(id)
  }
}

extension Blob {
  /// About what a log needs for an object of these bytes: large ones lie in files of their own.
  fileprivate var logBytes: Int {
    256 + pieces.reduce(0) { $0 + ($1.length > ObjectStorage.inlineLimit ? 0 : $1.length) }
  }
}
