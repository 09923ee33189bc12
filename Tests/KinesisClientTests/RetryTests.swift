import AWSSigV4
import Foundation
import HTTPWire
import KinesisClient
import Synchronization
import Testing

@Suite struct RetryTests {
  private static let limits = answer(#"{"ShardLimit":500,"OpenShardCount":7}"#)

  @Test(arguments: [
    error("InternalFailure", status: 500), error("ServiceUnavailable", status: 503), lost(),
    lost(.connectTimedOut, mayHaveArrived: false), cut(#"{"ShardLi"#),
    page(502, "<html>Bad Gateway</html>"),
  ])
  func `what passes by itself is tried again`(trouble: @escaping ScriptedTransport.Reply)
    async throws
  {
    let kinesis = TestKinesis([trouble, trouble, Self.limits])
    #expect(try await kinesis.client.limits().openShardCount == 7)
    #expect(kinesis.clock.sleeps == [.milliseconds(50), .milliseconds(100)])
  }

  @Test func `a throttle is given more time, and in the end the caller hears of it`() async {
    let kinesis = TestKinesis(
      ScriptedTransport { _ in refusal("LimitExceededException", "Rate exceeded for account 1.") }
    )
    let error = await #expect(throws: KinesisError.self) { try await kinesis.client.limits() }
    #expect(error?.code == .limitExceeded)
    #expect(error?.attempts == 4 && error?.throttles == 4)
    #expect(
      kinesis.clock.sleeps == [.milliseconds(200), .milliseconds(400), .milliseconds(800)]
    )
    #expect(
      error?.description
        == "DescribeLimits: LimitExceededException (HTTP 400): Rate exceeded for account 1."
        + " [request RID, 4 attempts]"
    )
  }

  @Test(arguments: [
    error("ResourceNotFoundException", "Stream nope under account 1 not found."),
    error("LimitExceededException", "This request would exceed the shard limit for the account 1."),
    error("ValidationException"), error("AccessDeniedException"),
  ])
  func `what would fail again is not tried again`(refusal: @escaping ScriptedTransport.Reply) async
  {
    let kinesis = TestKinesis([refusal])
    let error = await #expect(throws: KinesisError.self) { try await kinesis.client.limits() }
    #expect(error?.attempts == 1)
  }

  @Test(arguments: [
    #"{"__type":"com.amazonaws.kinesis.v20131202#ResourceNotFoundException","message":"m"}"#,
    #"{"__type":"ResourceNotFoundException:http://internal.amazon.com/coral/","Message":"m"}"#,
    #"{"message":"m"}"#,
  ])
  func `names are read with whatever stands around them`(body: String) async {
    let kinesis = TestKinesis([
      { _ in
        response(400, body, ["x-amzn-ErrorType": "ResourceNotFoundException:http://x/"])
      }
    ])
    let error = await #expect(throws: KinesisError.self) { try await kinesis.stream.summary() }
    #expect(error?.code == .resourceNotFound && error?.message == "m")
  }

  @Test func `a lost put is repeated and said to be in doubt`() async throws {
    let written = answer(#"{"ShardId":"s","SequenceNumber":"1"}"#)
    let kinesis = TestKinesis([lost(), written])
    let record = try await kinesis.stream.put(PutEntry("x", partitionKey: "p"))
    #expect(record.possiblyDuplicated)
    let safe = TestKinesis([lost(.connectionRefused, mayHaveArrived: false), written])
    let other = try await safe.stream.put(PutEntry("x", partitionKey: "p"))
    #expect(!other.possiblyDuplicated)
    let hopeless = TestKinesis([lost()]) { $0.retry = .never }
    let error = await #expect(throws: KinesisError.self) {
      try await hopeless.stream.put(PutEntry("x", partitionKey: "p"))
    }
    #expect(error?.mayHaveSucceeded == true)
  }

  @Test func `a throttled put is tried for as long as it has patience`() async {
    let kinesis = TestKinesis(
      ScriptedTransport { _ in refusal("ProvisionedThroughputExceededException", "Rate exceeded") }
    )
    var options = PutOptions()
    options.patience = .seconds(60)
    let limited = options
    let error = await #expect(throws: KinesisError.self) {
      try await kinesis.stream.put(PutEntry("x", partitionKey: "p"), options: limited)
    }
    #expect(error?.code == .throughputExceeded)
    let waited = kinesis.clock.sleeps.reduce(.zero, +)
    #expect(waited > .seconds(57) && waited <= .seconds(60))
    #expect(kinesis.clock.sleeps.allSatisfy { $0 <= .seconds(2) })
    #expect(error?.throttles == error?.attempts)
  }

  @Test func `a clock that is wrong is set right once`() async throws {
    let ahead = StepClock.moment.addingTimeInterval(3_600)
    let skewed = error(
      "InvalidSignatureException",
      "Signature expired",
      status: 403,
      headers: ["Date": HTTPDate.format(ahead)]
    )
    let kinesis = TestKinesis([skewed, Self.limits])
    _ = try await kinesis.client.limits()
    #expect(kinesis.transport.asked[1].request.headers["X-Amz-Date"] == "20240301T005958Z")
    #expect(kinesis.clock.sleeps.isEmpty)
    let stubborn = TestKinesis([skewed, skewed])
    await #expect(throws: KinesisError.self) { try await stubborn.client.limits() }
  }

  @Test func `a wrong secret is no matter of the clock`() async {
    let wrong = error(
      "InvalidSignatureException",
      status: 403,
      headers: ["Date": HTTPDate.format(StepClock.moment)]
    )
    let kinesis = TestKinesis([wrong])
    await #expect(throws: KinesisError.self) { try await kinesis.client.limits() }
  }

  @Test func `credentials that have ended are renewed`() async throws {
    let provider = RenewedCredentials()
    let kinesis = TestKinesis(
      [error("ExpiredTokenException", status: 403), Self.limits],
      credentials: provider
    )
    _ = try await kinesis.client.limits()
    let keys = kinesis.transport.asked.map {
      ($0.request.headers["Authorization"] ?? "").contains("Credential=AKID1/")
    }
    #expect(keys == [false, true])
  }

  @Test func `a service in trouble is not buried under repetitions`() async {
    let kinesis = TestKinesis(ScriptedTransport { _ in refusal("InternalFailure", status: 500) })
    for _ in 0..<60 { _ = try? await kinesis.client.limits() }
    // A hundred repetitions are the budget; after that every call is made once.
    #expect(kinesis.transport.asked.count == 160)
  }

  @Test func `a region that is none is refused before anything is sent`() async {
    let kinesis = TestKinesis([]) { $0.region = "eu.example.com/" }
    let error = await #expect(throws: KinesisError.self) { try await kinesis.client.limits() }
    #expect(error?.code == .badConfiguration)
  }
}

/// Gives other credentials once the first are refused.
private final class RenewedCredentials: CredentialsProvider {
  private let generation = Mutex(0)

  func credentials() async throws -> Credentials {
    Credentials(accessKeyID: "AKID\(generation.withLock { $0 })", secretAccessKey: "secret")
  }

  func invalidate(_ rejected: Credentials) async { generation.withLock { $0 += 1 } }
}
