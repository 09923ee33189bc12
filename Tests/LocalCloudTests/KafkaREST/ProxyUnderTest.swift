import EventLog
import FoundationEssentials
import HTTPWire

@testable import LocalCloud

/// A proxy over a log in memory, asked without a network between.
struct ProxyUnderTest {
  let clock = CloudClock()
  let log: any RecordLog
  let proxy: KafkaREST

  init(createsTopics: Bool = true, partitions: Int = 1) {
    var logging = EmbeddedLog.Options()
    let clock = clock
    logging.now = { clock.date }
    logging.clock = clock
    log = EmbeddedLog.inMemory(logging)
    var options = KafkaREST.Options()
    options.createsTopics = createsTopics
    options.partitions = partitions
    proxy = KafkaREST(
      log: log,
      desk: Desk(clock: clock, faults: Faults()),
      options: options,
      identifiers: RequestIdentifiers()
    )
  }

  /// Status, content type and body of an answer.
  struct Answer: Equatable {
    let status: Int
    let type: String?
    let body: String

    init(_ status: Int, _ body: String, type: String? = "application/vnd.kafka.v2+json") {
      self.status = status
      self.body = body
      self.type = type
    }
  }

  func ask(
    _ method: HTTPMethod,
    _ target: String,
    _ body: String? = nil,
    type: String? = "application/vnd.kafka.json.v2+json",
    accept: String? = nil,
    headers: [String: String] = [:]
  ) async throws -> Answer {
    var request = HTTPRequest(
      method,
      origin: HTTPOrigin(scheme: .http, host: "127.0.0.1", port: 8082),
      target: target,
      body: body.map { .bytes(Array($0.utf8)) } ?? .empty
    )
    if body != nil { request.headers["Content-Type"] = type }
    request.headers["Accept"] = accept
    for (name, value) in headers { request.headers[name] = value }
    let response = await proxy.answer(request)
    let bytes = try await response.body.collect(upTo: 1 << 24)
    return Answer(
      response.status,
      String(decoding: bytes, as: UTF8.self),
      type: response.headers["Content-Type"]
    )
  }

  /// Makes a consumer of group `g` that reads JSON from the beginning of `topics`.
  func subscribe(_ name: String, to topics: String) async throws {
    let body = #"{"name":"\#(name)","format":"json","auto.offset.reset":"earliest"}"#
    _ = try await ask(.post, "/consumers/g", body)
    let path = "/consumers/g/instances/\(name)/subscription"
    _ = try await ask(.post, path, #"{"topics":[\#(topics)]}"#)
  }

  func read(_ name: String, _ query: String = "") async throws -> Answer {
    try await ask(
      .get,
      "/consumers/g/instances/\(name)/records\(query)",
      accept: "application/vnd.kafka.json.v2+json"
    )
  }
}
