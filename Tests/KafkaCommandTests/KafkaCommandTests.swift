import CurlTransport
import Foundation
import HTTPWire
import KafkaRESTClient
import LocalCloud
import TestKit
import Testing

/// `pinterest topics` and `pinterest consume` as a person types them.
@Suite(.timeLimit(.minutes(1))) struct KafkaCommandTests {
  /// The executable beside the tests, told where the proxy is by its environment.
  struct Pinterest {
    static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "pinterest").path
    let endpoint: String

    func callAsFunction(_ words: String...) async throws -> String {
      try await Peer.output(of: Self.path, words, environment: ["KAFKA_REST_URL": endpoint])
    }
  }

  static func withTopic(
    of values: [String],
    _ body: (Pinterest, LocalCloud) async throws -> Void
  ) async throws {
    try await LocalCloud.run { cloud in
      let pinterest = Pinterest(endpoint: cloud.endpoints.kafkaREST)
      _ = try await pinterest("topics", "create", "--partitions", "1", "events")
      let kafka = KafkaRESTClient(
        CurlTransport(),
        endpoint: try HTTPEndpoint(cloud.endpoints.kafkaREST)
      )
      let records = values.map { Record(key: "k", value: RawJSON(Array($0.utf8))) }
      let report = try await kafka.produce(records, to: "events")
      #expect(report.isComplete)
      try await body(pinterest, cloud)
    }
  }

  @Test func `topics come, show what they hold, and go`() async throws {
    try await Self.withTopic(of: ["1", "2"]) { pinterest, _ in
      let list = try await pinterest("topics", "list")
      let jsonList = try await pinterest("topics", "list", "--json")
      #expect(list == "events\n" && jsonList == "{\"name\":\"events\"}\n")
      let table = try await pinterest("topics", "describe", "events")
      #expect(table.split(separator: "\n").last?.split(separator: " ").last == "2")
      let json = try await pinterest("topics", "describe", "--json", "events")
      #expect(json.contains(#""beginningOffset":0,"endOffset":2"#))
      await #expect(throws: PeerError.self) { try await pinterest("topics", "create", "events") }
      _ = try await pinterest("topics", "create", "--if-not-exists", "events")
      _ = try await pinterest("topics", "delete", "events")
      let gone = await #expect(throws: PeerError.self) {
        try await pinterest("topics", "describe", "events")
      }
      #expect(gone?.description.contains("topic not found (HTTP 404") == true)
    }
  }

  @Test func `prints one value a line and stops where it is told to`() async throws {
    try await Self.withTopic(of: [#"{"b":1,"a":"é"}"#, "null", "[1,2]"]) { pinterest, _ in
      let two = try await pinterest("consume", "events", "--from-beginning", "--max", "2")
      #expect(two == "{\"b\":1,\"a\":\"é\"}\nnull\n")
      let binary = try await pinterest(
        "consume",
        "events",
        "--from-beginning",
        "--max",
        "1",
        "--format",
        "binary"
      )
      #expect(binary == "\"\(Data(#"{"b":1,"a":"é"}"#.utf8).base64EncodedString())\"\n")
    }
  }

  @Test func `a group goes on where it was`() async throws {
    try await Self.withTopic(of: ["1", "2", "3"]) { pinterest, _ in
      let first = try await pinterest(
        "consume",
        "events",
        "--group",
        "g",
        "--from-beginning",
        "--max",
        "2",
        "--json"
      )
      #expect(
        first == #"{"topic":"events","partition":0,"offset":0,"key":"k","value":1}"# + "\n"
          + #"{"topic":"events","partition":0,"offset":1,"key":"k","value":2}"# + "\n"
      )
      let rest = try await pinterest("consume", "events", "--group", "g", "--timeout", "1")
      #expect(rest == "3\n")
    }
  }

  @Test func `Ctrl-C takes the consumer out of its group`() async throws {
    try await Self.withTopic(of: ["1"]) { pinterest, cloud in
      let line = ["-s", "INT", "1", Pinterest.path, "consume", "events", "--group", "g"]
      let ended = await #expect(throws: PeerError.self) {
        try await Peer.output(
          of: "/usr/bin/timeout",
          ["--preserve-status"] + line,
          environment: ["KAFKA_REST_URL": pinterest.endpoint]
        )
      }
      #expect(ended?.description.contains("ended with 130") == true)
      let operations = cloud.journal.entries().map(\.call.operation)
      #expect(operations.contains("CreateConsumer") && operations.contains("DeleteConsumer"))
    }
  }

  @Test func `a gateway's stage is as good as the proxy, and a wrong one is explained`()
    async throws
  {
    try await Self.withTopic(of: ["1"]) { _, cloud in
      let staged = Pinterest(endpoint: cloud.endpoints.gateway + "/test/")
      let read = try await staged("consume", "events", "--from-beginning", "--max", "1")
      #expect(read == "1\n")
      let elsewhere = Pinterest(endpoint: cloud.endpoints.gateway + "/nowhere")
      let error = await #expect(throws: PeerError.self) {
        try await elsewhere("topics", "list")
      }
      #expect(error?.description.contains("no such stage") == true)
    }
  }
}
