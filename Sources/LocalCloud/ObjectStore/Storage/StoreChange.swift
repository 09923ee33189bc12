/// One step from what a store held to what it holds: what a log keeps and a start reads again.
enum StoreChange: Sendable {
  /// The bucket is there and set to this.
  case bucketSet(BucketSettings)
  case bucketRemoved(String)
  /// A version takes the place of its like or comes on top.
  case stored(bucket: String, ObjectKey, ObjectVersion)
  /// A version has other tags or grants.
  case replaced(bucket: String, ObjectKey, ObjectVersion)
  case removed(bucket: String, ObjectKey, version: String)
  case uploadBegun(bucket: String, MultipartUpload)
  case partStored(bucket: String, upload: String, MultipartUpload.Part)
  case uploadEnded(bucket: String, upload: String)
}
