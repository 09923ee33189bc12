public import FoundationEssentials
public import HTTPWire

/// What S3 tells of an object besides its bytes.
public struct ObjectInfo: Sendable, Hashable {
  /// The bucket it is in.
  public let bucket: BucketName
  /// Its name.
  public let key: ObjectKey
  /// Everything S3 said, for what has no property here.
  public let headers: HTTPHeaders

  /// The size of the whole object, also where only a part was asked for.
  public var size: Int {
    headers["Content-Range"].flatMap { ContentRange($0) }?.total
      ?? headers["Content-Length"].flatMap { Int($0) } ?? 0
  }

  /// The name of its content.
  public var etag: ETag? { headers["ETag"].map(ETag.init(rawValue:)) }
  /// When it was written, to the second.
  public var lastModified: Date? { headers["Last-Modified"].flatMap { HTTPDate.parse($0) } }
  /// What the bytes are.
  public var contentType: String? { headers["Content-Type"] }
  /// How the bytes are packed.
  public var contentEncoding: String? { headers["Content-Encoding"] }
  /// How it is kept.
  public var storageClass: StorageClass {
    headers["x-amz-storage-class"].map(StorageClass.init(rawValue:)) ?? .standard
  }
  /// The version, where the bucket keeps them.
  public var versionID: String? { headers["x-amz-version-id"] }
  /// Its checksum, where S3 keeps one.
  public var checksum: ObjectChecksum? { ObjectChecksum(headers) }
  /// The number of parts it was made of, where a part was asked for.
  public var partCount: Int? { headers["x-amz-mp-parts-count"].flatMap { Int($0) } }
  /// The number of its tags.
  public var tagCount: Int { headers["x-amz-tagging-count"].flatMap { Int($0) } ?? 0 }

  /// The writer's own names and values.
  public var metadata: [String: String] {
    var metadata: [String: String] = [:]
    for field in headers where field.name.lowercased().hasPrefix("x-amz-meta-") {
      let name = String(field.name.lowercased().dropFirst("x-amz-meta-".utf8.count))
      metadata[name] = EncodedWord.decode(field.value)
    }
    return metadata
  }
}
