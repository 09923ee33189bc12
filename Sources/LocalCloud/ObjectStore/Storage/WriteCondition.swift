/// What must be there, or must not, for something to be stored.
struct WriteCondition: Sendable {
  /// `If-None-Match`: `*`, or the content that must not be there.
  var ifNoneMatch: String?
  /// `If-Match`: the content that must be there.
  var ifMatch: String?

  var isEmpty: Bool { ifNoneMatch == nil && ifMatch == nil }

  func check(_ current: ObjectVersion?, _ key: ObjectKey) throws(S3Failure) {
    let there = current.flatMap { $0.isDeleteMarker ? nil : $0 }
    if let ifNoneMatch, let there, ifNoneMatch == "*" || there.etag.matches(ifNoneMatch) {
      throw .preconditionFailed("If-None-Match")
    }
    guard let ifMatch else { return }
    guard let there else { throw .noSuchKey(key) }
    guard ifMatch == "*" || there.etag.matches(ifMatch) else {
      throw .preconditionFailed("If-Match")
    }
  }
}

/// What must be there for something to be deleted.
struct DeleteCondition: Sendable {
  var ifMatch: String?
  /// Whole seconds since 1970.
  var modified: Int64?
  var length: Int?

  func check(_ version: ObjectVersion) throws(S3Failure) {
    if let ifMatch, ifMatch != "*", version.isDeleteMarker || !version.etag.matches(ifMatch) {
      throw .preconditionFailed("If-Match")
    }
    if let modified, version.modified / 1000 != modified {
      throw .preconditionFailed("x-amz-if-match-last-modified-time")
    }
    if let length, version.blob.length != length {
      throw .preconditionFailed("x-amz-if-match-size")
    }
  }
}
