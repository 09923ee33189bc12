import CurlTransport
import Testing
import TransportConformance

@Suite(.timeLimit(.minutes(3))) struct ConformanceTests {
  @Test(arguments: TransportConformance.checks)
  func `keeps the contract of every transport`(_ check: TransportConformance) async throws {
    try await check.run(CurlTransport())
  }
}
