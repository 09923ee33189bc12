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
  }

  /// What a call has in hand.
  struct Ask: Sendable {
    let request: HTTPRequest
    let parameters: [String: String]
    let query: QueryItems

    /// A parameter of the path.
    func text(_ name: String) -> String { parameters[name] ?? "" }

    /// The topic of the path; a name no topic can have is a topic that is not there.
    func topic() throws(KafkaRESTFailure) -> TopicName {
      do { return try TopicName(text("topic")) } catch { throw .topicNotFound }
    }

    /// The partition of the path; what is no number is no path.
    func partition() throws(KafkaRESTFailure) -> Int {
      guard let number = Int(text("partition")) else { throw .notFound }
      return number
    }

    func body(upTo limit: Int = 1 << 20) async throws(KafkaRESTFailure) -> [UInt8] {
      do { return try await request.body.collect(upTo: limit) } catch {
        throw KafkaRESTFailure(reading: error)
      }
    }

    /// The body as a JSON object; an empty one is an object without members.
    func object() async throws(KafkaRESTFailure) -> JSONObject {
      let bytes = try await body()
      if bytes.isEmpty { return JSONObject() }
      do {
        guard let object = try JSONValue(parsing: bytes).object else {
          throw KafkaRESTFailure.badRequest("the body is no JSON object")
        }
        return object
      } catch let error as JSONError {
        throw .badRequest("\(error)")
      } catch let error as KafkaRESTFailure {
        throw error
      } catch {
        throw .badRequest("\(error)")
      }
    }
  }

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
    let parts = request.path.split(separator: "/")
    var fitting: [(Route, [String: Substring])] = []
    for route in Self.routes {
      if let parameters = route.path.parameters(of: parts) { fitting.append((route, parameters)) }
    }
    guard let (route, encoded) = fitting.first(where: { $0.0.method == request.method }) else {
      let failure = fitting.isEmpty ? KafkaRESTFailure.notFound : .methodNotAllowed
      return await desk.serve(
        ServiceCall(.kafkaREST, "NoRoute"),
        request,
        refusal: Self.refusal
      ) { _ in failure.response }
    }
    let parameters = encoded.mapValues { PercentEncoding.decode($0) ?? String($0) }
    let ask = Ask(request: request, parameters: parameters, query: QueryItems(request.query))
    let call = ServiceCall(.kafkaREST, route.operation, parameters)
    return await desk.serve(call, request, refusal: Self.refusal) { sheet in
      do { return try await route.work(self, ask, &sheet) } catch {
        let failure = error as? KafkaRESTFailure ?? KafkaRESTFailure(50002, "\(error)")
        sheet.errorCode = "\(failure.code)"
        return failure.response
      }
    }
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
      records.map { record in
        partitioners[topic, default: Partitioner()]
          .partition(for: record.key, size: record.size, among: count)
      }
    }
  }
}
