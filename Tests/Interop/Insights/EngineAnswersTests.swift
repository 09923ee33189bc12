import Foundation
import InsightsConformance
import TestKit
import Testing

/// One dialect: the engines of others answer every question, under every option, as they must.
@Suite(.enabled(if: Peers.arePresent, "needs dev/setup"))
struct EngineAnswersTests {
  static let script = URL(filePath: #filePath).appending(path: "../ask_engine.py")
    .standardized.path

  @Test(.timeLimit(.minutes(10)), arguments: ["duckdb", "sqlite"])
  func `keeps the contract of every engine`(engine: String) async throws {
    let complaints = try await PeerEngine.run(engine, script: Self.script) { engine in
      await SQLEngineConformance(engine).complaints()
    }
    #expect(complaints == [])
  }

  @Test(.timeLimit(.minutes(10)), .enabled(if: MariaDBServer.isPresent, "needs MariaDB"))
  func `MariaDB keeps the contract of every engine`() async throws {
    let complaints = try await MariaDBServer.run { server in
      try await PeerEngine.run("mariadb", script: Self.script, ["\(server.port)"]) { engine in
        await SQLEngineConformance(engine).complaints()
      }
    }
    #expect(complaints == [])
  }
}
