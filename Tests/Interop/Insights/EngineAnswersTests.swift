import Foundation
import InsightsConformance
import Lakehouse
import TestKit
import Testing

/// One dialect: every engine answers every question alike, however it is meant.
@Suite(.enabled(if: Peers.arePresent, "needs dev/setup"))
struct EngineAnswersTests {
  private static let script = URL(filePath: #filePath).appending(path: "../ask_engine.py")
    .standardized.path

  @Test(.timeLimit(.minutes(10)), arguments: ["duckdb", "sqlite"])
  func `an engine of others answers as the embedded one does`(engine: String) async throws {
    try await withTemporaryDirectory { folder in
      try await PeerAnswers.write(SyntheticFrames.published, to: folder)
      try await Self.compare { queries in
        try await PeerAnswers.answers(to: queries, from: Self.script, [engine, folder.path])
      }
    }
  }

  @Test(.timeLimit(.minutes(10)), .enabled(if: MariaDBServer.isPresent, "needs MariaDB"))
  func `MariaDB answers as the embedded engine does`() async throws {
    try await withTemporaryDirectory { folder in
      try await PeerAnswers.write(SyntheticFrames.published, to: folder)
      try await MariaDBServer.run { server in
        try await Self.compare { queries in
          try await PeerAnswers.answers(
            to: queries,
            from: Self.script,
            ["mariadb", folder.path, "\(server.port)"]
          )
        }
      }
    }
  }

  private static func compare(
    with others: ([String]) async throws -> [SQLAnswer]
  ) async throws {
    let queries = OptionCombinations.queries
    let engine = SQLiteEngine(SyntheticFrames.published, columns: .asked)
    let theirs = try await others(queries)
    try #require(theirs.count == queries.count)
    for (query, answer) in zip(queries, theirs) {
      let ours = try await engine.answer(query)
      #expect(ours.levelled == answer.levelled, "\(query)")
    }
  }
}
