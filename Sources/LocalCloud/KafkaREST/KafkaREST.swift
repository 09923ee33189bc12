import EventLog
import HTTPServer
import HTTPWire
import JSONBytes
import Synchronization

/// The Kafka REST proxy over a record log: versions 2 and 3 as Confluent answers them.
struct KafkaREST: CloudService {
  /// How the proxy behaves.
  struct Options: Sendable {
    /// Whether a topic is made when somebody first writes to it.
    var createsTopics = true
    /// The partitions of topics it makes.
    var partitions = 1
    /// The name of the cluster in version 3.
    var clusterID = "pinterest-local-cloud"
    /// The largest body of a produce request.
    var largestBody = 64 * 1024 * 1024
    /// How long a consumer may be silent before it is gone.
    var consumerTimeout = Duration.seconds(300)
    /// How long a read waits for a first record where the reader does not say.
    var readTimeout = Duration.seconds(1)
    /// The most bytes one read brings where the reader does not say.
    var readBytes = 64 * 1024 * 1024

    init(createsTopics: Bool = true) { self.createsTopics = createsTopics }
  }

  typealias Ask = ServiceAsk
  typealias Route = ServiceRoute<KafkaREST>

  let service = Service.kafkaREST
  var operations: Set<String> { Set(Self.routes.map(\.operation)).union(["NoRoute"]) }

  let log: any RecordLog
  let desk: Desk
  let options: Options
  let consumers: ConsumerRegistry
  let placement = PartitionChooser()

  init(
    log: any RecordLog,
    desk: Desk,
    options: Options = Options(),
    identifiers: RequestIdentifiers
  ) {
    self.log = log
    self.desk = desk
    self.options = options
    consumers = ConsumerRegistry(
      log: log,
      clock: desk.clock,
      options: options,
      identifiers: identifiers
    )
  }

  func reset() async throws {
    await consumers.removeAll()
    for topic in try await log.topics() { try await log.deleteTopic(topic.name) }
    for group in try await log.groups() { try? await log.deleteGroup(group.name) }
  }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    switch RouteMatch(request, in: Self.routes) {
    case .found(let route, let ask):
      let call = ServiceCall(.kafkaREST, route.operation, ask.parameters)
      return await desk.serve(call, request, refusal: Self.refusal) { sheet in
        do { return try await route.work(self, ask, &sheet) } catch {
          let failure = error as? KafkaRESTFailure ?? KafkaRESTFailure(50002, "\(error)")
          sheet.errorCode = "\(failure.code)"
          return failure.response
        }
      }
    case .otherMethod: return await refuse(request, .methodNotAllowed)
    case .notFound: return await refuse(request, .notFound)
    }
  }

  private func refuse(_ request: HTTPRequest, _ failure: KafkaRESTFailure) async -> HTTPResponse {
    let call = ServiceCall(.kafkaREST, "NoRoute")
    return await desk.serve(call, request, refusal: Self.refusal) { _ in failure.response }
  }

  private static func refusal(_ failure: FaultRule.Failure) -> HTTPResponse {
    KafkaRESTFailure(failure.status, Int(failure.code) ?? failure.status, failure.code).response
  }

  /// Puts what the log refuses into the proxy's words.
  func asking<Value>(
    _ work: () async throws(LogError) -> Value
  ) async throws(KafkaRESTFailure) -> Value {
    do { return try await work() } catch { throw KafkaRESTFailure(error) }
  }
}

/// Remembers, topic by topic, whose turn it is among the partitions for records without a key.
final class PartitionChooser: Sendable {
  private let partitioners = Mutex<[TopicName: Partitioner]>([:])

  /// The partitions of records that go to `topic` together.
  func choose(
    for records: [(key: ArraySlice<UInt8>?, size: Int)],
    of topic: TopicName,
    among count: Int
  ) -> [Int] {
    partitioners.withLock { partitioners in
      var partitioner = partitioners[topic] ?? Partitioner()
      defer { partitioners[topic] = partitioner }
      return records.map { record in
        partitioner.partition(for: record.key, size: record.size, among: count)
      }
    }
  }
}
