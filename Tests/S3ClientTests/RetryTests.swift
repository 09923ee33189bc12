import AWSSigV4
import Foundation
import HTTPWire
import S3Client
import Synchronization
import Testing

@Suite struct RetryTests {
  @Test func `a throttle is waited out, longer each time`() async throws {
    let s3 = TestS3([error(503, "SlowDown"), error(503, "SlowDown"), answer(200)])
    try await s3.bucket.put("x", to: "key")
    #expect(s3.transport.requests.count == 3)
    #expect(s3.clock.sleeps == [.milliseconds(500), .seconds(1)])
  }

  @Test(arguments: [500, 502, 503, 504, 408])
  func `a server error without a document is tried again`(status: Int) async throws {
    let s3 = TestS3([answer(status, [:], "<html>gateway</html>"), answer(200)])
    try await s3.bucket.put("x", to: "key")
    #expect(s3.clock.sleeps == [.milliseconds(50)])
  }

  @Test(arguments: [
    "Throttling", "RequestLimitExceeded", "SlowDownWrite", "InternalError", "RequestTimeout",
    "OperationAborted", "ServiceUnavailable",
  ])
  func `what S3 calls passing is tried again, whatever its status`(code: String) async throws {
    let s3 = TestS3([error(400, code), answer(200)])
    try await s3.bucket.put("x", to: "key")
    #expect(s3.transport.requests.count == 2)
  }

  @Test(arguments: ["AccessDenied", "NoSuchBucket", "InvalidArgument", "NotImplemented", "New"])
  func `what time cannot heal is not tried again`(code: String) async throws {
    let s3 = TestS3([error(400, code)])
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.code.rawValue == code)
    #expect(thrown?.attempts == 1)
  }

  @Test func `gives up after the attempts the policy grants`() async throws {
    let s3 = TestS3(Array(repeating: error(503, "SlowDown"), count: 4))
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.code == .slowDown)
    #expect(thrown?.attempts == 4)
  }

  @Test func `a policy may grant none`() async throws {
    let s3 = TestS3([error(503, "SlowDown")]) { $0.retry = .never }
    await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
  }

  @Test func `a broken connection is tried again`() async throws {
    let s3 = TestS3([
      lost(.connectionRefused, mayHaveArrived: false), lost(.connectionLost), lost(.idleTimedOut),
      answer(200),
    ])
    try await s3.bucket.put("x", to: "key")
    #expect(s3.transport.bodies == Array(repeating: Array("x".utf8), count: 4))
  }

  @Test(arguments: [
    (HTTPTransportError.Code.tlsFailed, S3Error.Code.unreachable),
    (.invalidRequest, .invalidArgument), (.requestBodyFailed, .bodyFailed),
    (.cancelled, .cancelled),
  ])
  func `what the transport cannot heal is not tried again`(
    code: HTTPTransportError.Code,
    seen: S3Error.Code
  ) async throws {
    let s3 = TestS3([lost(code, mayHaveArrived: false)])
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.code == seen)
    #expect((thrown?.underlying as? HTTPTransportError)?.code == code)
  }

  @Test func `a write that met another one is tried again`() async throws {
    let s3 = TestS3([error(409, "ConditionalRequestConflict"), answer(200)])
    try await s3.bucket.put("x", to: "key", options: .init(condition: .ifAbsent))
    #expect(s3.transport.requests.count == 2)
  }

  @Test func `waits as long as the service asks`() async throws {
    let later = HTTPDate.format(TestS3.moment.addingTimeInterval(7))
    let s3 = TestS3([
      error(503, "SlowDown", headers: ["Retry-After": "3"]),
      error(503, "SlowDown", headers: ["x-amz-retry-after": "250"]),
      error(
        503,
        "SlowDown",
        headers: ["Retry-After": later, "Date": HTTPDate.format(TestS3.moment)]
      ),
      answer(200),
    ])
    try await s3.bucket.put("x", to: "key")
    #expect(s3.clock.sleeps == [.seconds(3), .milliseconds(250), .seconds(7)])
  }

  @Test func `but never longer than the policy allows`() async throws {
    let s3 = TestS3([error(503, "SlowDown", headers: ["Retry-After": "86400"]), answer(200)])
    try await s3.bucket.put("x", to: "key")
    #expect(s3.clock.sleeps == [.seconds(20)])
  }

  @Test func `stops at the deadline`() async throws {
    let s3 = TestS3([error(503, "SlowDown")]) { $0.retry.deadline = .milliseconds(400) }
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.attempts == 1)
  }

  @Test func `the budget of a client ends repetitions when nothing succeeds`() async throws {
    let transport = ScriptedTransport(answering: error(503, "SlowDown"))
    let s3 = TestS3(transport)
    for _ in 0..<50 { _ = try? await s3.bucket.put("x", to: "key") }
    // 100 repetitions are granted: 33 calls use three each, one uses the last, the others none.
    #expect(transport.requests.count == 50 + 100)
  }

  @Test func `a body that can be read once is sent once`() async throws {
    let s3 = TestS3([error(503, "SlowDown")]) { $0.transfer.multipartThreshold = .max }
    let stream = HTTPByteStream {
      var rest: [UInt8]? = [UInt8](repeating: 7, count: 9 << 20)
      return {
        defer { rest = nil }
        return rest
      }
    }
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.put(.stream(stream, length: 9 << 20), to: "key")
    }
    #expect(thrown?.code == .slowDown)
    #expect(thrown?.attempts == 1)
  }

  @Test func `every attempt is signed anew`() async throws {
    let transport = ScriptedTransport([error(503, "SlowDown"), answer(200)])
    let moments = Mutex([TestS3.moment, TestS3.moment.addingTimeInterval(600)])
    let times = Mutex(0)
    let client = S3Client(
      transport: transport,
      credentials: TestS3.credentials,
      configuration: S3Configuration(region: "eu-west-1"),
      surroundings: S3Surroundings(
        now: {
          // Two looks belong to the first attempt: the loop's own and the signature's.
          let look = times.withLock { times in
            times += 1
            return times
          }
          return moments.withLock { $0[look <= 2 ? 0 : 1] }
        },
        clock: RecordingClock(),
        jitter: { 0 }
      )
    )
    try await client.bucket("bucket").put("x", to: "key")
    let dates = transport.requests.map { $0.headers["x-amz-date"] }
    #expect(dates == ["20240229T235958Z", "20240301T000958Z"])
    let authorizations = Set(transport.requests.compactMap { $0.headers["Authorization"] })
    #expect(authorizations.count == 2)
    #expect(authorizations.contains { $0.contains("/20240301/eu-west-1/s3/aws4_request") })
  }

  @Test func `cancelling ends the waiting`() async throws {
    let transport = ScriptedTransport(answering: error(503, "SlowDown"))
    let client = S3Client(
      transport: transport,
      credentials: TestS3.credentials,
      configuration: S3Configuration(region: "eu-west-1"),
      surroundings: S3Surroundings(clock: ContinuousClock(), jitter: { 1 })
    )
    let task = Task { try await client.bucket("bucket").put("x", to: "key") }
    while transport.requests.isEmpty { await Task.yield() }
    task.cancel()
    let thrown = await #expect(throws: S3Error.self) { try await task.value }
    #expect(thrown?.code == .cancelled)
  }
}
