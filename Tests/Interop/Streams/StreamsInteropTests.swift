import Foundation
import LocalCloud
import TestKit
import Testing

/// Other people's clients against the streams of a cloud in this process.
@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(10)))
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

  @Test func `boto3 reads while shards are split and merged, and is sent what comes`() async throws
  {
    try await LocalCloud.run { cloud in
      let said = try await Self.run("reading.py", cloud.endpoints.aws, cloud.endpoints.control)
      #expect(said == "ok\n")
    }
  }

  @Test func `iterators, tokens and records expire by the cloud's clock`() async throws {
    var options = LocalCloud.Options()
    // Signatures made by the real clock would be too old.
    options.authentication = .none
    try await LocalCloud.run(options) { cloud in
      let said = try await Self.run("clock.py", cloud.endpoints.aws, cloud.endpoints.control)
      #expect(said == "ok\n")
    }
  }

  @Test func `a producer at three times a shard's limit gets every record stored once`()
    async throws
  {
    var options = LocalCloud.Options()
    options.throttle = .realistic
    try await LocalCloud.run(options) { cloud in
      let seconds = Peers.wantsSlowProofs ? "60" : "3"
      let said = try await Self.run("throttled.py", cloud.endpoints.aws, seconds)
      #expect(said.hasPrefix("ok "))
    }
  }

  @Test func `the AWS command line does its usual work`() async throws {
    try await LocalCloud.run { cloud in
      let programs = Peers.environmentFolder.appending(path: "bin").path
      let script = Self.scripts.appending(path: "command_line.sh").path
      let said = try await Peer.output(of: "/bin/bash", [script, programs, cloud.endpoints.aws])
      #expect(said == "ok\n")
    }
  }

  @Test func `nothing acknowledged is lost, however often the cloud is killed`() async throws {
    try await withTemporaryDirectory { folder in
      let kills = Peers.wantsSlowProofs ? "50" : "4"
      let seed = Int.random(in: 1...1_000_000)
      let said = try await Self.run("kill_loop.py", Self.program, folder.path, kills, "\(seed)")
      #expect(said.hasPrefix("ok "), "seed \(seed)")
    }
  }

  private static let program = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "pinterest").path
  private static let scripts = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Clients")

  private static func run(_ script: String, _ arguments: String...) async throws -> String {
    try await Peer.output(of: Peers.python, [scripts.appending(path: script).path] + arguments)
  }
}
