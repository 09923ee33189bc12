public import HTTPWire

/// How a client finds Kinesis and how it behaves; every default is what AWS's own tools would do.
public struct KinesisConfiguration: Sendable {
  /// The region the streams are in: `eu-west-1`.
  public var region: String
  /// Where to go instead of AWS.
  public var endpoint: HTTPEndpoint?
  /// What is tried again, how often and after what wait.
  public var retry = KinesisRetryPolicy()
  /// Limits on a single transfer where they differ from the transport's.
  public var timeouts: HTTPTimeouts?

  /// Kinesis of a region, or whatever answers at an endpoint.
  public init(region: String, endpoint: HTTPEndpoint? = nil) {
    self.region = region
    self.endpoint = endpoint
  }
}
