public import HTTPWire

/// Speaks to a Kafka REST proxy: Confluent's, or one that imitates it.
///
/// A value over a transport: copies are cheap, and as many tasks as like may use one at once.
public struct KafkaRESTClient<Transport: HTTPTransport>: Sendable {
  /// How a client talks to its proxy.
  public typealias Options = KafkaRESTOptions

  /// What carries the requests.
  public let transport: Transport
  /// Where the proxy is, the path of a gateway's stage included.
  public let endpoint: HTTPEndpoint
  /// How the client talks to the proxy.
  public let options: Options

  /// Aims at the proxy behind `endpoint`; nothing is sent yet.
  public init(_ transport: Transport, endpoint: HTTPEndpoint, options: Options = Options()) {
    self.transport = transport
    self.endpoint = endpoint
    self.options = options
  }

  /// The same client with other options.
  public func with(_ change: (inout Options) -> Void) -> KafkaRESTClient {
    var changed = options
    change(&changed)
    return KafkaRESTClient(transport, endpoint: endpoint, options: changed)
  }
}
