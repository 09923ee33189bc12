public import AWSSigV4
public import HTTPWire

/// Speaks to S3, or to anything that speaks like it.
///
/// It is a value: copies share connections and what was learnt, and there is nothing to shut down.
///
/// ```swift
/// let s3 = S3Client(transport: CurlTransport(), credentials: credentials, region: "eu-west-1")
/// try await s3.bucket("my-bucket").put("Hello", to: "greeting.txt")
/// ```
public struct S3Client<Transport: HTTPTransport>: Sendable {
  /// What carries the requests.
  public let transport: Transport
  /// How S3 is found and the client behaves.
  public var configuration: S3Configuration { engine.configuration }

  let engine: Engine

  /// Makes a client; without credentials it asks anonymously.
  public init(
    transport: Transport,
    credentials: (any CredentialsProvider)?,
    configuration: S3Configuration,
    surroundings: S3Surroundings = S3Surroundings()
  ) {
    self.transport = transport
    engine = Engine(
      transport: transport,
      credentials: credentials,
      configuration: configuration,
      surroundings: surroundings
    )
  }

  /// Makes a client for a region of AWS, or for whatever answers at an endpoint.
  public init(
    transport: Transport,
    credentials: (any CredentialsProvider)?,
    region: String,
    endpoint: HTTPEndpoint? = nil
  ) {
    self.init(
      transport: transport,
      credentials: credentials,
      configuration: S3Configuration(region: region, endpoint: endpoint)
    )
  }

  /// A bucket to work with; nothing is asked of S3 until something is done with it.
  public func bucket(_ name: BucketName) -> S3Bucket { S3Bucket(name: name, engine: engine) }
}
