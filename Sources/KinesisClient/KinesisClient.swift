public import AWSSigV4
public import HTTPWire

/// Speaks to Kinesis Data Streams, or to anything that speaks like it.
///
/// It is a value: copies share connections and what was learnt, and there is nothing to shut down.
///
/// ```swift
/// let kinesis = KinesisClient(transport: CurlTransport(), credentials: keys, region: "eu-west-1")
/// let report = await kinesis.stream("pins").putRecords(entries)
/// ```
public struct KinesisClient<Transport: HTTPTransport>: Sendable {
  /// What carries the requests.
  public let transport: Transport
  /// How Kinesis is found and the client behaves.
  public var configuration: KinesisConfiguration { engine.configuration }

  let engine: Engine

  /// Makes a client; without credentials it asks anonymously.
  public init(
    transport: Transport,
    credentials: (any CredentialsProvider)?,
    configuration: KinesisConfiguration,
    surroundings: KinesisSurroundings = KinesisSurroundings()
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
      configuration: KinesisConfiguration(region: region, endpoint: endpoint)
    )
  }

  /// A stream of the caller's account; nothing is asked before something is done with it.
  public func stream(_ name: StreamName) -> KinesisStream {
    KinesisStream(reference: .name(name), engine: engine)
  }

  /// A stream of any account, by its full name.
  public func stream(_ arn: ResourceARN) -> KinesisStream {
    KinesisStream(reference: .arn(arn), engine: engine)
  }
}
