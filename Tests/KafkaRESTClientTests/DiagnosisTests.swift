import HTTPWire
import KafkaRESTClient
import Testing

@Suite struct DiagnosisTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var reply: ScriptedTransport.Reply
    var code: KafkaRESTError.Code
    var advice: String?
    var mayHaveArrived = false
    var url = "http://h:8082/test"
    var testDescription: String { "\(reply)" }
  }

  static let html = ScriptedTransport.Reply.answer(
    200,
    "\n<!DOCTYPE html><p>Welcome",
    ["Content-Type": "text/html; charset=utf-8"]
  )

  static let cases: [Case] = [
    // The proxy's own words.
    Case(reply: .error(404, 40401, "Topic not found."), code: .topicNotFound),
    Case(reply: .error(404, 40402, "Partition not found."), code: .partitionNotFound),
    Case(
      reply: .error(404, 40403, "This server does not host this topic-partition."),
      code: .topicNotFound
    ),
    Case(
      reply: .error(404, 404, "HTTP 404 Not Found"),
      code: .notFound,
      advice: "has no such path"
    ),
    Case(reply: .error(401, 40101, "who"), code: .unauthenticated),
    Case(reply: .error(403, 40301, "no"), code: .forbidden),
    Case(reply: .error(409, 40903, "Illegal state: "), code: .conflict),
    Case(reply: .error(400, 40002, "Topic 'x' already exists."), code: .conflict),
    Case(reply: .error(415, 415, "HTTP 415 Unsupported Media Type"), code: .rejected),
    Case(reply: .error(413, 413, "too large"), code: .rejected, advice: "fewer or smaller"),
    Case(reply: .error(429, 42901, "quota"), code: .throttled),
    Case(reply: .error(503, 50302, "broker"), code: .unavailable),
    Case(reply: .error(500, 50002, "Kafka"), code: .serverFailed, mayHaveArrived: true),
    Case(
      reply: .answer(400, "Unrecognized field \"x\"", ["Content-Type": "text/plain"]),
      code: .rejected
    ),
    // Gateways, load balancers, web servers.
    Case(
      reply: .answer(403, #"{"message":"Missing Authentication Token"}"#),
      code: .notTheProxy,
      advice: "base URL ends in the stage"
    ),
    Case(reply: .answer(403, #"{"message":"Forbidden"}"#), code: .forbidden, advice: "x-api-key"),
    Case(
      reply: .answer(404, #"{"message":"Not Found"}"#),
      code: .notTheProxy,
      advice: "host, port and path"
    ),
    Case(
      reply: .answer(404, "404: Not Found", ["Content-Type": "text/plain"]),
      code: .notTheProxy,
      advice: "host, port and path"
    ),
    Case(
      reply: .answer(504, #"{"message": "Endpoint request timed out"}"#),
      code: .proxyDown,
      advice: "port (8082) is open",
      mayHaveArrived: true
    ),
    Case(
      reply: .answer(500, #"{"message": "Internal server error"}"#),
      code: .proxyDown,
      advice: "http://<host>:8082/{proxy}",
      mayHaveArrived: true
    ),
    Case(
      reply: .answer(502, "<html><h1>502 Bad Gateway</h1>"),
      code: .proxyDown,
      advice: "check that the REST proxy runs",
      mayHaveArrived: true
    ),
    Case(
      reply: .answer(413, "<html><h1>413 Request Entity Too Large</h1>"),
      code: .rejected,
      advice: "fewer or smaller"
    ),
    Case(reply: html, code: .notTheProxy, advice: "something else answers"),
    Case(reply: .answer(429, #"{"message":"Too Many Requests"}"#), code: .throttled),
    // http and https.
    Case(
      reply: .answer(400, "Client sent an HTTP request to an HTTPS server.\n"),
      code: .wrongScheme,
      advice: "https://"
    ),
    Case(
      reply: .answer(
        400,
        "<html><center>The plain HTTP request was sent to HTTPS port</center></html>",
        ["Content-Type": "text/html"]
      ),
      code: .wrongScheme,
      advice: "https://"
    ),
    Case(
      reply: .answer(301, "", ["Location": "https://h/test/topics"]),
      code: .wrongScheme,
      advice: "https://"
    ),
    Case(
      reply: .failure(
        .tlsFailed,
        mayHaveArrived: false,
        detail: "error:0A00010B:SSL routines::wrong version number"
      ),
      code: .wrongScheme,
      advice: "http://",
      url: "https://h:8082"
    ),
    Case(
      reply: .failure(
        .protocolViolated,
        mayHaveArrived: true,
        detail: "Received HTTP/0.9 when not allowed"
      ),
      code: .wrongScheme,
      advice: "https://"
    ),
    Case(
      reply: .failure(.connectTimedOut, mayHaveArrived: false),
      code: .wrongScheme,
      advice: "https only",
      url: "http://x.execute-api.us-east-1.amazonaws.com/test"
    ),
    // No answer at all.
    Case(
      reply: .failure(.tlsFailed, mayHaveArrived: false, detail: "certificate has expired"),
      code: .untrusted,
      url: "https://h"
    ),
    Case(
      reply: .failure(.connectionRefused, mayHaveArrived: false),
      code: .unreachable,
      advice: "8082"
    ),
    Case(
      reply: .failure(.hostNotFound, mayHaveArrived: false),
      code: .hostNotFound,
      advice: "name"
    ),
    Case(
      reply: .failure(.connectionLost, mayHaveArrived: true),
      code: .interrupted,
      mayHaveArrived: true
    ),
  ]

  @Test(arguments: cases)
  func `says what happened and what to do`(example: Case) async throws {
    let kafka = try KafkaRESTClient.scripted(example.reply, at: example.url) {
      $0.retries = .none
    }
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.produce(Record(value: 1), to: "foo")
    }
    #expect(error?.code == example.code)
    #expect(error?.operation == "produce to foo")
    if let advice = example.advice {
      #expect(error?.advice?.contains(advice) == true, "\(error?.advice ?? "no advice")")
    } else {
      #expect(error?.advice == nil)
    }
    if case .failure = example.reply {
    } else {
      #expect(error?.mayHaveArrived == example.mayHaveArrived)
    }
  }

  @Test func `reads as one sentence`() async throws {
    let kafka = try KafkaRESTClient.scripted(.error(404, 40401, "Topic not found."))
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.topic("nope")
    }
    #expect(
      error?.description == "describe nope at http://127.0.0.1:8082/topics/nope:"
        + " topic not found (HTTP 404, 40401): Topic not found."
    )
  }
}
