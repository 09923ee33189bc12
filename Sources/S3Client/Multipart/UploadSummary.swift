public import FoundationEssentials
import XMLWire

/// A multipart upload as a listing shows it: begun, and neither completed nor aborted.
public struct UploadSummary: Sendable, Hashable {
  /// The object that shall be.
  public let key: ObjectKey
  /// The upload's name.
  public let id: UploadID
  /// When it was begun.
  public let initiated: Date?

  init(_ element: XMLElement, key: ObjectKey) {
    self.key = key
    id = UploadID(rawValue: element["UploadId"] ?? "")
    initiated = element["Initiated"].flatMap(S3Date.parse)
  }
}

/// Uploads that came in one answer.
public struct UploadPage: ListingPage {
  /// The uploads, in the order of their keys' bytes.
  public let items: [UploadSummary]
}
