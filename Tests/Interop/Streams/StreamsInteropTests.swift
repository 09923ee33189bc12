import Foundation
import LocalCloud
import TestKit
import Testing

/// Other people's clients against the streams of a cloud in this process.
@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(3)))
struct StreamsInteropTests {
  @Test func `boto3 makes a stream, writes and reads it`() async throws {
    try await LocalCloud.run { cloud in
      let said = try await Self.run("basics.py", cloud.endpoints.aws)
      #expect(said == "ok\n")
    }
  }

  @Test func `the course's requests reach the streams through the gateway`() async throws {
    try await LocalCloud.run { cloud in
      let said = try await Self.run(
        "gateway.py",
        cloud.endpoints.gateway + "/test",
        cloud.endpoints.aws
      )
      #expect(said == "ok\n")
    }
  }

  private static func run(_ script: String, _ arguments: String...) async throws -> String {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Clients/\(script)"
    ).path
    return try await Peer.output(of: Peers.python, [path] + arguments)
  }
}
