public import HTTPWire
public import KafkaRESTClient
public import PinterestModels

/// Posts records to topics through a Kafka REST proxy, directly or behind a gateway.
public struct KafkaRESTTarget<Transport: HTTPTransport>: RecordTarget {
  /// What the summary calls it.
  public let name: String
  /// Each table has its topic.
  public let separatesTables = true
  /// As many as are asked for.
  public let concurrencyLimit = Int.max
  /// How often by now a request was sent again, as far as its client tells the counter.
  public var retries: Int { counter?.count ?? 0 }
  private let client: KafkaRESTClient<Transport>
  private let counter: RetryCounter?
  private let topics: [Table: TopicName]

  /// Aims at the topics of a user.
  public init(
    _ client: KafkaRESTClient<Transport>,
    userID: UserID,
    name: String = "kafka-rest",
    retries counter: RetryCounter? = nil
  ) throws(TopicNameError) {
    self.client = client
    self.counter = counter
    self.name = name
    var topics: [Table: TopicName] = [:]
    for table in Table.allCases { topics[table] = try TopicName(userID.topic(of: table)) }
    self.topics = topics
  }

  /// Sends records of one table in one request.
  public func send(_ records: [OutgoingRecord]) async -> [Delivery] {
    guard let table = records.first?.table, let topic = topics[table] else { return [] }
    let outgoing = records.map { record in
      Record(key: record.key, value: RawJSON(record.value))
    }
    do {
      return try await client.produce(outgoing, to: topic).map(Delivery.init)
    } catch {
      return records.map { _ in Delivery(error) }
    }
  }
}

extension Delivery {
  fileprivate init(_ outcome: RecordOutcome) {
    switch outcome {
    case .written(let record): self = .acknowledged(possiblyDuplicated: record.possiblyDuplicated)
    case .refused(let refusal):
      self = .failed(
        code: "\(refusal.errorCode)",
        message: refusal.message,
        mayHaveArrived: refusal.mayBeWritten
      )
    case .failed(let error): self.init(error)
    case .notSent: self = .notSent(reason: "the run ended first")
    }
  }

  fileprivate init(_ error: KafkaRESTError) {
    self = .failed(
      code: error.errorCode.map { "\($0)" } ?? error.status.map { "HTTP \($0)" }
        ?? "\(error.code)",
      message: "\(error)",
      mayHaveArrived: error.mayHaveArrived
    )
  }
}
