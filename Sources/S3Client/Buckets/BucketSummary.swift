public import FoundationEssentials
import XMLWire

/// A bucket as a listing shows it.
public struct BucketSummary: Sendable, Hashable {
  /// Its name.
  public let name: BucketName
  /// When it was made.
  public let creationDate: Date?
  /// Where it is, if the service says so.
  public let region: String?

  init?(_ element: XMLElement) {
    guard let name = element["Name"], !name.isEmpty else { return nil }
    self.name = BucketName(answered: name)
    creationDate = element["CreationDate"].flatMap(S3Date.parse)
    region = element["BucketRegion"]
  }
}

/// Buckets that came in one answer.
public struct BucketPage: ListingPage {
  /// The buckets, in S3's order.
  public let items: [BucketSummary]
}
