public import FoundationEssentials
public import HTTPWire

/// How a client talks to its proxy; every field has a default that suits Confluent's.
public struct KafkaRESTOptions: Sendable {
  /// What is done with records whose first sending may or may not have arrived.
  public enum Delivery: Hashable, Sendable {
    /// They are sent again and, once written, reported as possibly duplicated.
    case atLeastOnce
    /// They are never sent again and reported as possibly written.
    case atMostOnce
  }

  /// Which proxy is on the other side.
  public var dialect: Dialect = .confluent
  /// Headers that go with every request: an API key, an `Authorization`.
  public var headers: HTTPHeaders = [:]
  /// Whether consumers are always addressed below the client's own base URL.
  ///
  /// A proxy announces under which address a new consumer lives (`base_uri`). Behind a gateway the
  /// address is often one that only the gateway can reach.
  public var ignoresBaseURI = false
  /// What is done with records whose first sending may or may not have arrived.
  public var delivery = Delivery.atLeastOnce
  /// Whether a produce carries an `Idempotency-Key`, the same one on each attempt.
  public var sendsIdempotencyKey = false
  /// How often requests are sent again.
  public var retries = RetryPolicy()
  /// Hears of every request that is sent again.
  public var onRetry: @Sendable () -> Void = {}
  /// Limits for every request where they differ from the transport's.
  public var timeouts: HTTPTimeouts?
  /// The largest answer that is taken into memory.
  public var largestAnswer = 128 << 20
  /// Encodes keys and values; by default the same value always gives the same bytes.
  public var encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()
  /// Decodes keys and values.
  public var decoder = JSONDecoder()
  /// What pauses are measured with.
  public var clock: any Clock<Duration> = ContinuousClock()
  /// The present moment, for a `Retry-After` that is a date.
  public var now: @Sendable () -> Date = { Date() }
  /// Where randomness comes from: the jitter of pauses, names of consumers, idempotency keys.
  public var random: @Sendable () -> UInt64 = { .random(in: .min ... .max) }

  /// Starts from the defaults.
  public init(dialect: Dialect = .confluent) { self.dialect = dialect }
}
