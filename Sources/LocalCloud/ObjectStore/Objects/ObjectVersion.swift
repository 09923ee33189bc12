import Digests
import HTTPWire

/// One version of an object, or the mark that it was deleted; it never changes.
final class ObjectVersion: Sendable {
  /// What is called `null` where a bucket does not keep versions.
  static let nullID = "null"

  let id: String
  /// Milliseconds since 1970.
  let modified: Int64
  /// The canonical id of whom it belongs to.
  let owner: String
  let isDeleteMarker: Bool
  let blob: Blob
  let etag: ETag
  let attributes: ObjectAttributes

  init(
    id: String,
    modified: Int64,
    owner: String,
    isDeleteMarker: Bool = false,
    blob: Blob,
    etag: ETag,
    attributes: ObjectAttributes = ObjectAttributes()
  ) {
    self.id = id
    self.modified = modified
    self.owner = owner
    self.isDeleteMarker = isDeleteMarker
    self.blob = blob
    self.etag = etag
    self.attributes = attributes
  }

  /// The mark that an object is deleted.
  static func deleteMarker(id: String, modified: Int64, owner: String) -> ObjectVersion {
    ObjectVersion(
      id: id,
      modified: modified,
      owner: owner,
      isDeleteMarker: true,
      blob: Blob(),
      etag: ETag(MD5().value)
    )
  }

  /// The same with its bytes elsewhere.
  func with(blob: Blob) -> ObjectVersion {
    ObjectVersion(
      id: id,
      modified: modified,
      owner: owner,
      isDeleteMarker: isDeleteMarker,
      blob: blob,
      etag: etag,
      attributes: attributes
    )
  }

  /// The same with other tags or grants.
  func with(attributes: ObjectAttributes) -> ObjectVersion {
    ObjectVersion(
      id: id,
      modified: modified,
      owner: owner,
      isDeleteMarker: isDeleteMarker,
      blob: blob,
      etag: etag,
      attributes: attributes
    )
  }
}

/// What an object carries beside its bytes.
struct ObjectAttributes: Sendable {
  /// The headers that are stored and given back, `x-amz-meta-*` among them.
  var headers: [HTTPHeaders.Field] = []
  var tags: [Tag] = []
  /// The checksum its sender gave.
  var checksum: ObjectChecksum?
  /// Who else may do what; `nil` is nobody.
  var grants: AccessControlList?
  /// The parts it was uploaded in.
  var parts: [PartSummary] = []
}

/// A label on an object or a bucket.
struct Tag: Hashable, Sendable {
  let key: String
  let value: String
}

/// A checksum in the form its header has.
struct ObjectChecksum: Hashable, Sendable {
  let algorithm: ChecksumAlgorithm
  /// Base64; that of parts ends with their number.
  let value: String
  /// Whether it is that of all bytes, and not one over the checksums of parts.
  let isOfWhole: Bool

  /// How S3 names what it is of.
  var type: String { isOfWhole ? "FULL_OBJECT" : "COMPOSITE" }
}

/// What is remembered of a part when its upload is complete.
struct PartSummary: Hashable, Sendable {
  let number: Int
  let length: Int
  let checksum: String?
}
