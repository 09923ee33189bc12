/// The services a cloud is made of, under the names faults, journal and metrics use.
public enum Service: String, Sendable, CaseIterable, Codable {
  /// The REST API in front of the others.
  case gateway
  /// The Kafka REST proxy.
  case kafkaREST
  /// Kafka Connect with the S3 sink.
  case connect
  /// The object store.
  case s3
  /// The streams.
  case kinesis
}

/// What a request asks of a service, as far as faults, journal and metrics tell calls apart.
public struct ServiceCall: Sendable, Hashable, Encodable {
  /// Who is asked.
  public var service: Service
  /// What is asked: `PutObject`, `ProduceV2`, `PutRecords`.
  public var operation: String
  /// What it is about: `bucket`, `key`, `topic`, `stream`.
  public var attributes: [String: String]

  /// Names a call.
  public init(_ service: Service, _ operation: String, _ attributes: [String: String] = [:]) {
    self.service = service
    self.operation = operation
    self.attributes = attributes
  }
}
