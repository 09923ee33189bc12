/// How durably, how near and at what price an object is kept.
public struct StorageClass: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// S3's word for it.
  public let rawValue: String

  /// Takes S3's word.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// S3's word for it.
  public var description: String { rawValue }

  /// For what is read often.
  public static let standard = StorageClass(rawValue: "STANDARD")
  /// For what is read seldom.
  public static let standardInfrequentAccess = StorageClass(rawValue: "STANDARD_IA")
  /// For what is read seldom and can be made again.
  public static let oneZoneInfrequentAccess = StorageClass(rawValue: "ONEZONE_IA")
  /// Moves by itself to where it costs least.
  public static let intelligentTiering = StorageClass(rawValue: "INTELLIGENT_TIERING")
  /// An archive that answers at once.
  public static let glacierInstantRetrieval = StorageClass(rawValue: "GLACIER_IR")
  /// An archive that answers in minutes or hours.
  public static let glacier = StorageClass(rawValue: "GLACIER")
  /// An archive that answers within half a day.
  public static let deepArchive = StorageClass(rawValue: "DEEP_ARCHIVE")
  /// What was cheap once.
  public static let reducedRedundancy = StorageClass(rawValue: "REDUCED_REDUNDANCY")
  /// One zone, very near.
  public static let expressOneZone = StorageClass(rawValue: "EXPRESS_ONEZONE")
}
