public import HTTPWire

/// How a client finds S3 and how it behaves; every default is what AWS's own tools would do.
public struct S3Configuration: Sendable {
  /// The region buckets are in unless S3 says otherwise: `eu-west-1`.
  public var region: String
  /// Where to go instead of AWS; a base path is kept.
  public var endpoint: HTTPEndpoint?
  /// Where a request names its bucket.
  public var addressing = Addressing.automatic
  /// Which bodies carry a checksum, and which.
  public var checksums = ChecksumPolicy()
  /// Which bodies the signature covers.
  public var payloadSigning = PayloadSigning.automatic
  /// What is tried again, how often and after what wait.
  public var retry = RetryPolicy()
  /// Limits on a single transfer where they differ from the transport's.
  public var timeouts: HTTPTimeouts?
  /// How large objects are cut into parts.
  public var transfer = TransferSettings()

  /// S3 of a region, or whatever answers at an endpoint.
  public init(region: String, endpoint: HTTPEndpoint? = nil) {
    self.region = region
    self.endpoint = endpoint
  }

  /// Where a request names its bucket.
  public enum Addressing: Sendable, Hashable {
    /// In the host name, unless the endpoint is an address or the name would break TLS.
    case automatic
    /// `https://host/bucket/key`.
    case path
    /// `https://bucket.host/key`.
    case virtualHost
  }

  /// Which bodies the signature covers.
  public enum PayloadSigning: Sendable, Hashable {
    /// Small bodies always, large ones only where no TLS protects them.
    case automatic
    /// Every body, streams chunk by chunk.
    case always
    /// None; a checksum still tells damage from truth, but no longer who did it.
    case never
  }
}
