import Foundation
import HTTPWire
@testable import KafkaRESTClient
import Testing

@Suite struct RetryTests {
  static let written = ScriptedTransport.Reply.ok(#"{"offsets":[{"partition":0,"offset":3}]}"#)
  static let cut = ScriptedTransport.Reply.failure(.connectionLost, mayHaveArrived: true)
  static let refused = ScriptedTransport.Reply.failure(.connectionRefused, mayHaveArrived: false)

  @Test func `a produce that certainly did not arrive is repeated and no duplicate`() async throws {
    let kafka = try KafkaRESTClient.scripted(
      Self.refused,
      .answer(429, ""),
      .error(503, 50301, "No SimpleConsumer available"),
      Self.written
    )
    let outcome = try await kafka.produce(Record(value: 1), to: "foo")
    #expect(outcome.written?.possiblyDuplicated == false)
    #expect(kafka.transport.asked.count == 4)
  }

  @Test(arguments: [
    cut, .answer(500, "Internal Server Error"), .error(500, 50002, "boom"),
    .answer(504, #"{"message": "Endpoint request timed out"}"#),
    .failure(.truncated, mayHaveArrived: true), .failure(.idleTimedOut, mayHaveArrived: true),
  ])
  func `a produce that may have arrived is repeated and says so`(
    first: ScriptedTransport.Reply
  ) async throws {
    let kafka = try KafkaRESTClient.scripted(first, Self.written)
    let outcome = try await kafka.produce(Record(value: 1), to: "foo")
    #expect(outcome.written?.possiblyDuplicated == true)
    let bodies = kafka.transport.asked.map(\.body)
    #expect(bodies[0] == bodies[1])
  }

  @Test func `at most once means never again what may have arrived`() async throws {
    let kafka = try KafkaRESTClient.scripted(Self.refused, Self.cut) { $0.delivery = .atMostOnce }
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.produce(Record(value: 1), to: "foo")
    }
    #expect(error?.code == .interrupted && error?.mayHaveArrived == true)
    #expect(error?.attempts == 2 && kafka.transport.asked.count == 2)
  }

  @Test func `doubt survives a later certain failure`() async throws {
    let kafka = try KafkaRESTClient.scripted(Self.cut, .error(404, 40401, "Topic not found."))
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.produce(Record(value: 1), to: "foo")
    }
    #expect(error?.code == .topicNotFound && error?.mayHaveArrived == true)
  }

  @Test func `an idempotency key is the same on each attempt and lifts the doubt`() async throws {
    let kafka = try KafkaRESTClient.scripted(Self.cut, Self.written, Self.written) {
      $0.sendsIdempotencyKey = true
      $0.dialect.honoursIdempotencyKey = true
      $0.random = { .random(in: .min ... .max) }
    }
    let outcome = try await kafka.produce(Record(value: 1), to: "foo")
    _ = try await kafka.produce(Record(value: 2), to: "foo")
    let keys = kafka.transport.asked.map { $0.headers["Idempotency-Key"] }
    #expect(keys[0] == keys[1] && keys[1] != keys[2] && keys[0]?.count == 32)
    #expect(outcome.written?.possiblyDuplicated == false)
  }

  @Test func `only the records refused in passing are sent again`() async throws {
    let kafka = try KafkaRESTClient.scripted(
      .ok(
        #"{"offsets":[{"partition":0,"offset":3},{"error_code":50003,"error":"later"},"#
          + #"{"error_code":50002,"error":"never"},{"error_code":42901,"error":"slow"}]}"#
      ),
      .ok(#"{"offsets":[{"partition":1,"offset":9},{"partition":1,"offset":10}]}"#)
    )
    let report = try await kafka.produce((0...3).map { Record(value: $0) }, to: "foo")
    #expect(kafka.transport.asked[1].body == #"{"records":[{"value":1},{"value":3}]}"#)
    #expect(report.map(\.written?.offset) == [3, 9, nil, 10])
    #expect(report.map(\.written?.possiblyDuplicated) == [false, true, nil, false])
  }

  @Test func `what was written stays written when the repetition fails`() async throws {
    let kafka = try KafkaRESTClient.scripted(
      .ok(#"{"offsets":[{"partition":0,"offset":3},{"error_code":50003,"error":"later"}]}"#),
      .error(403, 40301, "no")
    )
    let report = try await kafka.produce((0...1).map { Record(value: $0) }, to: "foo")
    #expect(report[0].written?.offset == 3)
    guard case .failed(let error) = report[1] else {
      Issue.record("\(report[1])")
      return
    }
    #expect(error.code == .forbidden && error.mayHaveArrived)
  }

  @Test func `waits as long as it is told, with a little jitter`() async throws {
    let clock = EagerClock()
    let kafka = try KafkaRESTClient.scripted(
      .answer(429, "", ["Retry-After": "7"]),
      .answer(503, "", ["Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"]),
      .ok("[]"),
      clock: clock
    ) { $0.now = { Date(timeIntervalSince1970: 784_111_770) } }
    _ = try await kafka.topics()
    #expect(clock.slept == [.milliseconds(7_050), .milliseconds(7_100)])
  }

  @Test func `does not wait longer than it is allowed to`() async throws {
    let kafka = try KafkaRESTClient.scripted(.answer(429, "", ["Retry-After": "3600"]))
    let error = await #expect(throws: KafkaRESTError.self) { try await kafka.topics() }
    #expect(error?.code == .throttled && error?.retryAfter == .seconds(3600))
  }

  @Test func `pauses double up to a bound and have full jitter`() {
    var policy = RetryPolicy()
    policy.attempts = 9
    let longest = (1...9).map {
      policy.pause(afterAttempt: $0, retryAfter: nil, random: { .max }).map { $0 / .seconds(1) }
    }
    let expected = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10]
    for (pause, bound) in zip(longest, expected) {
      #expect(abs((pause ?? -1) - bound) < 0.000_001)
    }
    #expect(longest.last == .some(nil))
    #expect(policy.pause(afterAttempt: 3, retryAfter: nil, random: { 0 }) == .zero)
  }

  @Test func `gives up after the last attempt and counts them`() async throws {
    let kafka = try KafkaRESTClient.scripted(
      Self.refused,
      Self.refused,
      Self.refused,
      Self.refused,
      Self.refused
    )
    let error = await #expect(throws: KafkaRESTError.self) { try await kafka.topics() }
    #expect(error?.code == .unreachable && error?.attempts == 5)
    #expect(error?.description.contains("[after 5 attempts]") == true)
  }

  @Test func `cancelled while it waits, it says what it was waiting for`() async throws {
    var options = KafkaRESTOptions()
    options.retries.firstPause = .seconds(3_600)
    options.random = { .max }
    let transport = ScriptedTransport([Self.cut])
    let kafka = KafkaRESTClient(
      transport,
      endpoint: try HTTPEndpoint("http://127.0.0.1:8082"),
      options: options
    )
    let produce = Task { try await kafka.produce(Record(value: 1), to: "foo") }
    while transport.asked.isEmpty { await Task.yield() }
    produce.cancel()
    let error = await #expect(throws: KafkaRESTError.self) { try await produce.value }
    #expect(error?.code == .cancelled && error?.mayHaveArrived == true)
  }
}
