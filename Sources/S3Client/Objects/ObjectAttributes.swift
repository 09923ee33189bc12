import HTTPWire
import XMLWire

/// What S3 knows of an object, asked for by name rather than by HEAD.
public struct ObjectAttributes: Sendable, Hashable {
  /// How many bytes it has.
  public let size: Int
  /// The name of its content.
  public let etag: ETag?
  /// How it is kept.
  public let storageClass: StorageClass
  /// Its checksum, where S3 keeps one.
  public let checksum: ObjectChecksum?
  /// The number of parts it was made of; 0 where it came in one piece.
  public let partCount: Int

  init(_ root: XMLElement) {
    size = root["ObjectSize"].flatMap { Int($0) } ?? 0
    etag = root["ETag"].map(ETag.init(rawValue:))
    storageClass = root["StorageClass"].map(StorageClass.init(rawValue:)) ?? .standard
    checksum = ObjectChecksum(root.first("Checksum"))
    let parts = root.first("ObjectParts")
    partCount = (parts?["TotalPartsCount"] ?? parts?["PartsCount"]).flatMap { Int($0) } ?? 0
  }
}

extension S3Bucket {
  /// Asks for everything S3 knows of an object but its bytes and its metadata.
  public func attributes(
    of key: ObjectKey,
    versionID: String? = nil
  ) async throws(S3Error) -> ObjectAttributes {
    var call = call("GetObjectAttributes", .get, key, query: [QueryItem("attributes")])
    call.ask("versionId", versionID)
    call.headers.add(
      "x-amz-object-attributes",
      "ETag,Checksum,ObjectParts,StorageClass,ObjectSize"
    )
    call.answerBody = .document
    return ObjectAttributes(try await document(call, nil))
  }
}
