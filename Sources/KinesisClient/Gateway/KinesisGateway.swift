public import HTTPWire

/// Posts to streams through an API Gateway whose mapping templates make Kinesis's calls of
/// `PUT /streams/{stream-name}/record` and `/records`.
///
/// What goes through it is JSON. The template of a single record takes the value itself and encodes
/// it; the one of many takes texts. A gateway answers 200 even where Kinesis refused: the body
/// decides here, not the status.
public struct KinesisGateway<Transport: HTTPTransport>: Sendable {
  /// How a client talks to its gateway.
  public struct Options: Sendable {
    /// Headers that go with every request: an API key, for instance.
    public var headers: HTTPHeaders = [:]
    /// What is tried again, how often and after what wait.
    public var retry = KinesisRetryPolicy()
    /// Limits on a single transfer where they differ from the transport's.
    public var timeouts: HTTPTimeouts?

    /// Starts from the defaults.
    public init() {}
  }

  /// What carries the requests.
  public let transport: Transport
  private let engine: Engine
  private let headers: HTTPHeaders

  /// Aims at a deployed stage: `https://<id>.execute-api.us-east-1.amazonaws.com/test`.
  public init(
    _ transport: Transport,
    endpoint: HTTPEndpoint,
    options: Options = Options(),
    surroundings: KinesisSurroundings = KinesisSurroundings()
  ) {
    self.transport = transport
    headers = options.headers
    // The region stands in signatures, and nothing here is signed.
    var configuration = KinesisConfiguration(region: "us-east-1", endpoint: endpoint)
    configuration.retry = options.retry
    configuration.timeouts = options.timeouts
    engine = Engine(
      transport: transport,
      credentials: nil,
      configuration: configuration,
      surroundings: surroundings
    )
  }

  /// Writes any number of records, a single one by `/record`, more by `/records`.
  ///
  /// As ``KinesisStream/putRecords(_:options:)`` does; records that are no JSON are refused.
  public func putRecords(
    _ entries: [PutEntry],
    to stream: StreamName,
    options: PutOptions = PutOptions()
  ) async -> PutReport {
    let route = GatewayRoute(stream: stream, headers: headers, engine: engine)
    var run = PutRun(entries, by: route, options: options)
    return await run.perform()
  }
}
