/// A bucket and what is in it.
struct Bucket: Sendable {
  var settings: BucketSettings
  var objects = SortedMap<ObjectEntry>()
  var uploads: [String: MultipartUpload] = [:]

  init(_ settings: BucketSettings) { self.settings = settings }

  var isEmpty: Bool { objects.isEmpty && uploads.isEmpty }
}

/// What a bucket is set to.
struct BucketSettings: Sendable {
  /// Whether overwritten and deleted objects are kept.
  enum Versioning: String, Sendable {
    case never = ""
    case enabled = "Enabled"
    case suspended = "Suspended"
  }

  let name: String
  /// The canonical id of whom it belongs to.
  let owner: String
  /// Milliseconds since 1970.
  let created: Int64
  let region: String
  var versioning = Versioning.never
  var grants: AccessControlList?
  var tags: [Tag] = []
  /// The rules for pages of other sites, in the order they are tried.
  var corsRules: [CORSRule] = []
}
