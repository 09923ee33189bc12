import Digests

/// An object on its way in parts.
struct MultipartUpload: Sendable {
  /// One part that has come.
  struct Part: Sendable {
    let number: Int
    let blob: Blob
    let etag: ETag
    let modified: Int64
    let checksum: ObjectChecksum?
  }

  let id: String
  let key: ObjectKey
  let owner: String
  /// Milliseconds since 1970.
  let begun: Int64
  let attributes: ObjectAttributes
  /// What its parts are checked by, where that was asked for.
  let algorithm: ChecksumAlgorithm?
  /// Whether the whole gets a checksum of all bytes.
  let checksumIsOfWhole: Bool
  var parts: [Int: Part] = [:]

  /// How S3 names what the checksum is of.
  var checksumType: String { checksumIsOfWhole ? "FULL_OBJECT" : "COMPOSITE" }
}
