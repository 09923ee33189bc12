import KafkaRESTClient
import TestKit
import Testing

/// What takes minutes; `dev/test --slow`.
@Suite(.enabled(if: Peers.wantsSlowProofs), .timeLimit(.minutes(5))) struct LongProofs {
  @Test func `every record of 100,000 is accounted for over bad days`() async throws {
    try await MisbehavingProxyTests.postOverBadDays(count: 100_000)
  }

  @Test func `a minute of silence is waited for, and no record is lost`() async throws {
    let proxy = MisbehavingProxyTests.Proxy([.well, .silence])
    let server = try RawServer { connection, _ in try proxy.serve(connection) }
    defer { server.stop() }
    // With the limits everybody has who sets none.
    let kafka = try MisbehavingProxyTests.client(port: server.port) { $0.timeouts = nil }
    let first = try await kafka.produce(Record(value: 0), to: "foo")
    let start = ContinuousClock.now
    let second = try await kafka.produce(Record(value: 1), to: "foo")
    #expect((.seconds(59)...(.seconds(75))).contains(.now - start))
    #expect(first.written?.possiblyDuplicated == false)
    #expect(second.written?.possiblyDuplicated == true)
    #expect(proxy.topic.values == [0, 1, 1])
  }
}
