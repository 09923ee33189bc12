import EventLog
import FoundationEssentials
import HTTPWire
import SinkConnector
import Synchronization
import Testing

@testable import LocalCloud

/// Connect's REST API over a log and a store in memory.
@Suite struct ConnectAPITests {
  /// Keeps objects, and is away while it is told to be.
  final class Store: ObjectSink {
    private let kept = Mutex<[String: [UInt8]]>([:])

    var keys: [String] { kept.withLock { $0.keys.sorted() } }
    func check(bucket: String) async throws {}
    func put(_ object: SinkObject, overwrites: Bool) async throws {
      kept.withLock { $0[object.key] = object.content }
    }
  }

  static let config = #"""
    {"connector.class":"io.confluent.connect.s3.S3SinkConnector","flush.size":"1","tasks.max":"3",
     "topics.regex":"a.*","s3.bucket.name":"b","s3.region":"us-east-1",
     "format.class":"io.confluent.connect.s3.format.json.JsonFormat",
     "storage.class":"io.confluent.connect.s3.storage.S3Storage"}
    """#

  struct Cluster {
    let log: EmbeddedLog
    let store = Store()
    let clock = CloudClock()
    let runtime: ConnectRuntime
    let api: ConnectAPI

    init() {
      let (clock, store) = (clock, store)
      var logging = EmbeddedLog.Options()
      logging.clock = clock
      log = EmbeddedLog.inMemory(logging)
      runtime = ConnectRuntime(log: log, clock: clock, file: nil) { _ in store }
      api = ConnectAPI(
        runtime: runtime,
        log: log,
        worker: "127.0.0.1:8083",
        desk: Desk(clock: clock, faults: Faults())
      )
    }

    func ask(_ method: HTTPMethod, _ target: String, _ body: String? = nil) async throws -> (
      Int, String
    ) {
      let request = HTTPRequest(
        method,
        origin: HTTPOrigin(scheme: .http, host: "127.0.0.1", port: 8083),
        target: target,
        body: body.map { .bytes(Array($0.utf8)) } ?? .empty
      )
      let response = await api.answer(request)
      let text = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
      return (response.status, text)
    }

    func produce(_ values: String...) async throws {
      let topic = try TopicName("a.pin")
      _ = try? await log.createTopic(topic, TopicSettings())
      _ = try await log.append(values.map { Record(value: $0) }, to: topic)
    }
  }

  func withCluster(_ body: @escaping @Sendable (Cluster) async throws -> Void) async throws {
    let cluster = Cluster()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await cluster.runtime.run() }
      defer { cluster.runtime.stop() }
      try await body(cluster)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a connector is created, works, is paused, resumed and deleted`() async throws {
    try await withCluster { cluster in
      try await cluster.produce("1", "2")
      let (status, body) = try await cluster.ask(
        .post,
        "/connectors",
        #"{"name":"c","config":\#(Self.config)}"#
      )
      #expect(status == 201)
      #expect(body.contains(#""tasks":[{"connector":"c","task":0},{"connector":"c","task":1},"#))
      try await cluster.runtime.drained()
      #expect(cluster.store.keys.count == 2)
      #expect(try await cluster.ask(.get, "/connectors/c/status").1.contains(#""state":"RUNNING""#))
      let offsets = try await cluster.ask(.get, "/connectors/c/offsets").1
      #expect(
        offsets
          == #"{"offsets":[{"partition":{"kafka_topic":"a.pin","kafka_partition":0},"offset":{"kafka_offset":2}}]}"#
      )

      #expect(try await cluster.ask(.put, "/connectors/c/pause").0 == 202)
      #expect(try await cluster.ask(.get, "/connectors/c/status").1.contains(#""state":"PAUSED""#))
      try await cluster.produce("3")
      #expect(try await cluster.ask(.put, "/connectors/c/resume").0 == 202)
      try await cluster.runtime.drained()
      #expect(cluster.store.keys.count == 3)

      #expect(try await cluster.ask(.delete, "/connectors/c").0 == 204)
      let gone = try await cluster.ask(.get, "/connectors/c/status")
      #expect(
        gone.0 == 404
          && gone.1 == #"{"error_code":404,"message":"No status found for connector c"}"#
      )
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a task that meets what is no JSON says so in its trace, and starts again`() async throws {
    try await withCluster { cluster in
      try await cluster.produce("1", "not json")
      _ = try await cluster.ask(.post, "/connectors", #"{"name":"c","config":\#(Self.config)}"#)
      await #expect(throws: SinkTaskFailed.self) { try await cluster.runtime.drained() }
      let (_, body) = try await cluster.ask(.get, "/connectors/c/status")
      #expect(
        body.contains(#""state":"FAILED""#) && body.contains("Tolerance exceeded in error handler")
      )
      let patched = try await cluster.ask(
        .patch,
        "/connectors/c/config",
        #"{"errors.tolerance":"all"}"#
      )
      #expect(patched.0 == 200)
      try await cluster.runtime.drained()
      #expect(cluster.store.keys.count == 1)
    }
  }

  @Test func `what is wrong is said as Connect says it`() async throws {
    let cluster = Cluster()
    let twice = #"{"name":"c","config":\#(Self.config)}"#
    _ = try await cluster.ask(.post, "/connectors", twice)
    #expect(
      try await cluster.ask(.post, "/connectors", twice) == (
        409, #"{"error_code":409,"message":"Connector c already exists"}"#
      )
    )
    let invalid = try await cluster.ask(
      .put,
      "/connectors/d/config",
      #"{"connector.class":"S3Sink"}"#
    )
    #expect(
      invalid.0 == 400
        && invalid.1.contains(#"Connector configuration is invalid and contains the following"#)
    )
    let unknown = try await cluster.ask(
      .put,
      "/connectors/d/config",
      #"{"connector.class":"x.Jdbc"}"#
    )
    #expect(
      unknown.0 == 500 && unknown.1.contains("Failed to find any class that implements Connector")
    )
    let name = try await cluster.ask(.put, "/connectors/d/config", #"{"name":"e"}"#)
    #expect(name.1.contains("doesn't match connector name in the URL (d)"))
    #expect(try await cluster.ask(.get, "/connectors/x").0 == 404)
    let running = try await cluster.ask(.delete, "/connectors/c/offsets")
    #expect(running.0 == 400 && running.1.contains("STOPPED"))
  }

  @Test func `validation lists every setting with its errors`() async throws {
    let body = #"{"connector.class":"S3SinkConnector","name":"c","topics":"t"}"#
    let (status, text) = try await Cluster().ask(
      .put,
      "/connector-plugins/S3SinkConnector/config/validate",
      body
    )
    #expect(status == 200 && text.contains(#""error_count":4"#))
    #expect(
      text.contains(
        #""errors":["Missing required configuration \"flush.size\" which has no default value."]"#
      )
    )
  }

  @Test(.timeLimit(.minutes(1)))
  func `offsets are altered and reset while a connector is stopped, topics at any time`()
    async throws
  {
    try await withCluster { cluster in
      try await cluster.produce("1", "2", "3")
      _ = try await cluster.ask(.post, "/connectors", #"{"name":"c","config":\#(Self.config)}"#)
      try await cluster.runtime.drained()
      let path = "/connectors/c/offsets"
      let partition = #"{"kafka_topic":"a.pin","kafka_partition":0}"#
      let change =
        #"{"offsets":[{"partition":\#(partition),"offset":{"kafka_offset":1}}]}"#
      #expect(try await cluster.ask(.patch, path, change).0 == 400)
      #expect(try await cluster.ask(.put, "/connectors/c/stop").0 == 204)
      let altered = try await cluster.ask(.patch, path, change)
      #expect(altered.0 == 200 && altered.1.contains("altered successfully"))
      #expect(try await cluster.ask(.get, path).1.contains(#""kafka_offset":1"#))
      #expect(try await cluster.ask(.patch, path, "{}").1.contains("need to be provided"))
      let topics = #"{"c":{"topics":["a.pin"]}}"#
      #expect(try await cluster.ask(.get, "/connectors/c/topics").1 == topics)
      #expect(try await cluster.ask(.put, "/connectors/c/topics/reset").0 == 202)
      #expect(try await cluster.ask(.get, "/connectors/c/topics").1 == #"{"c":{"topics":[]}}"#)
      #expect(try await cluster.ask(.put, "/connectors/c/resume").0 == 202)
      try await cluster.runtime.drained()
      #expect(try await cluster.ask(.get, "/connectors/c/topics").1 == topics)
    }
  }

  /// Two of its three tasks have no partition and sleep when they are told to stop.
  @Test(.timeLimit(.minutes(1)))
  func `offsets can be reset as soon as the stop is answered`() async throws {
    try await withCluster { cluster in
      try await cluster.produce("1")
      _ = try await cluster.ask(.post, "/connectors", #"{"name":"c","config":\#(Self.config)}"#)
      try await cluster.runtime.drained()
      for _ in 0..<5 {
        #expect(try await cluster.ask(.put, "/connectors/c/stop").0 == 204)
        let (status, text) = try await cluster.ask(.delete, "/connectors/c/offsets")
        #expect(status == 200 && text.contains("reset successfully"), "\(text)")
        #expect(try await cluster.ask(.put, "/connectors/c/resume").0 == 202)
        try await cluster.runtime.drained()
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a task that failed leaves its partitions to the others, as in Connect`() async throws {
    try await withCluster { cluster in
      try await cluster.produce("not json")
      _ = try await cluster.ask(.post, "/connectors", #"{"name":"c","config":\#(Self.config)}"#)
      while try await cluster.ask(.get, "/connectors/c/status").1
        .split(separator: "FAILED").count < 4
      { await Task.yield() }
      #expect(try await cluster.log.describeGroup("connect-c").members.isEmpty)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `new topics are found while the clock stands still`() async throws {
    try await withCluster { cluster in
      cluster.clock.freeze()
      _ = try await cluster.ask(.post, "/connectors", #"{"name":"c","config":\#(Self.config)}"#)
      try await cluster.produce("1")
      try await cluster.runtime.drained()
      #expect(cluster.store.keys.count == 1)
    }
  }

  @Test func `a plugin describes its settings`() async throws {
    let cluster = Cluster()
    let (status, text) = try await cluster.ask(.get, "/connector-plugins/S3SinkConnector/config")
    #expect(status == 200 && text.contains(#"{"name":"flush.size","type":"INT","required":true"#))
    #expect(try await cluster.ask(.get, "/connector-plugins/Jdbc/config").0 == 500)
    let state = #"{"name":"c","initial_state":"RUN","config":\#(Self.config)}"#
    let refused = try await cluster.ask(.post, "/connectors", state)
    #expect(refused.0 == 400 && refused.1.contains("RUNNING, PAUSED, STOPPED"))
    let fields = #"{"partitioner.class":"FieldPartitioner","name":"c","connector.class":"S3Sink"}"#
    let validated = try await cluster.ask(
      .put,
      "/connector-plugins/S3Sink/config/validate",
      fields
    )
    #expect(validated.1.contains("partition.field.name must be given for FieldPartitioner"))
  }
}
