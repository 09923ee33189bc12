public import Digests
public import FoundationEssentials
import XMLWire

/// An object as a listing shows it.
public struct ObjectSummary: Sendable, Hashable {
  /// Its name.
  public let key: ObjectKey
  /// How many bytes it has.
  public let size: Int
  /// The name of its content.
  public let etag: ETag?
  /// When it was written.
  public let lastModified: Date?
  /// How it is kept.
  public let storageClass: StorageClass
  /// The checksum it was written with, where S3 tells.
  public let checksumAlgorithm: ChecksumAlgorithm?

  init(_ element: XMLElement, key: ObjectKey) {
    self.key = key
    size = element["Size"].flatMap { Int($0) } ?? 0
    etag = element["ETag"].map(ETag.init(rawValue:))
    lastModified = element["LastModified"].flatMap(S3Date.parse)
    storageClass = element["StorageClass"].map(StorageClass.init(rawValue:)) ?? .standard
    checksumAlgorithm = element["ChecksumAlgorithm"].flatMap(ChecksumAlgorithm.init(rawValue:))
  }
}

/// Objects that came in one answer, and the common beginnings of keys that were rolled up.
public struct ObjectPage: ListingPage {
  /// The objects, in the order of their keys' bytes.
  public let items: [ObjectSummary]
  /// With a delimiter: the beginnings, up to and with it, that more keys share.
  public let commonPrefixes: [String]
}
