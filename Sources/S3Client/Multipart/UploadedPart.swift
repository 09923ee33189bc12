import XMLWire

/// Names a multipart upload that is under way.
public struct UploadID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// S3's word for it.
  public let rawValue: String

  /// Takes S3's word.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// S3's word for it.
  public var description: String { rawValue }
}

/// A part that S3 holds for an upload.
public struct UploadedPart: Sendable, Hashable {
  /// Its place in the object, from 1 to 10,000.
  public let number: Int
  /// The name of its content.
  public let etag: ETag
  /// How many bytes it has.
  public let size: Int
  /// Its checksum, where there is one.
  public let checksum: ObjectChecksum?

  /// Describes a part that was uploaded, perhaps by somebody else.
  public init(number: Int, etag: ETag, size: Int, checksum: ObjectChecksum? = nil) {
    self.number = number
    self.etag = etag
    self.size = size
    self.checksum = checksum
  }

  init?(_ element: XMLElement) {
    guard let number = element["PartNumber"].flatMap({ Int($0) }),
      let etag = element["ETag"].map(ETag.init(rawValue:))
    else { return nil }
    self.init(
      number: number,
      etag: etag,
      size: element["Size"].flatMap { Int($0) } ?? 0,
      checksum: ObjectChecksum(element)
    )
  }
}

/// Parts that came in one answer.
public struct PartPage: ListingPage {
  /// The parts, in the order of their numbers.
  public let items: [UploadedPart]
}
