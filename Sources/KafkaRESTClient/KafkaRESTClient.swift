public import HTTPWire

/// Speaks to a Kafka REST proxy: Confluent's, or one that imitates it.
///
/// A value over a transport: copies are cheap, and as many tasks as like may use one at once.
public struct KafkaRESTClient<Transport: HTTPTransport>: Sendable {
  /// How a client talks to its proxy.
  public typealias Options = KafkaRESTOptions

  /// What carries the requests.
  public let transport: Transport
  /// What copies of a client have in common; a reference, since every call copies its client.
  @usableFromInline let common: Common

  @usableFromInline final class Common: Sendable {
    let endpoint: HTTPEndpoint
    @usableFromInline let options: Options

    init(_ endpoint: HTTPEndpoint, _ options: Options) {
      self.endpoint = endpoint
      self.options = options
    }
  }

  /// Aims at the proxy behind `endpoint`; nothing is sent yet.
  public init(_ transport: Transport, endpoint: HTTPEndpoint, options: Options = Options()) {
    self.transport = transport
    common = Common(endpoint, options)
  }

  /// Where the proxy is, the path of a gateway's stage included.
  public var endpoint: HTTPEndpoint { common.endpoint }

  /// How the client talks to the proxy.
  public var options: Options { common.options }

  /// The same client with other options.
  public func with(_ change: (inout Options) -> Void) -> KafkaRESTClient {
    var changed = options
    change(&changed)
    return KafkaRESTClient(transport, endpoint: endpoint, options: changed)
  }
}
