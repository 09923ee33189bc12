public import FoundationEssentials
import XMLWire

/// One version of an object, or the mark of its deletion.
public struct ObjectVersion: Sendable, Hashable {
  /// The object's name.
  public let key: ObjectKey
  /// The version; `null` for what was written before versions were kept.
  public let versionID: String
  /// Whether it is the one that is read when no version is named.
  public let isLatest: Bool
  /// Whether it says that the object was deleted.
  public let isDeleteMarker: Bool
  /// How many bytes it has.
  public let size: Int
  /// The name of its content.
  public let etag: ETag?
  /// When it was written.
  public let lastModified: Date?

  init(_ element: XMLElement, key: ObjectKey) {
    self.key = key
    versionID = element["VersionId"] ?? "null"
    isLatest = element["IsLatest"] == "true"
    isDeleteMarker = element.name == "DeleteMarker"
    size = element["Size"].flatMap { Int($0) } ?? 0
    etag = element["ETag"].map(ETag.init(rawValue:))
    lastModified = element["LastModified"].flatMap(S3Date.parse)
  }
}

/// Versions that came in one answer.
public struct VersionPage: ListingPage {
  /// The versions: keys in the order of their bytes, the newest of each first.
  public let items: [ObjectVersion]
  /// With a delimiter: the beginnings, up to and with it, that more keys share.
  public let commonPrefixes: [String]
}
