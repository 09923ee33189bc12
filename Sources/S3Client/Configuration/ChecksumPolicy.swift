public import Digests

/// Which bodies carry a checksum, in both directions.
public struct ChecksumPolicy: Sendable, Hashable {
  /// When a checksum is used.
  public enum Use: Sendable, Hashable {
    /// Wherever S3 takes or offers one.
    case whenSupported
    /// Only where S3 insists.
    case whenRequired
  }

  /// On what is sent.
  public var request = Use.whenSupported
  /// On what is received.
  public var response = Use.whenSupported
  /// The one to send; CRC-64/NVME is S3's own default and the fastest.
  public var algorithm = ChecksumAlgorithm.crc64nvme
  /// Whether a stream that is sent in one request carries its checksum behind it.
  ///
  /// Some S3-compatible services do not know that form; without it such a stream has none.
  public var usesTrailers = true

  /// Checksums in both directions wherever S3 has them.
  public init() {}
}
