import Foundation
import TestKit
import Testing

@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(30)))
struct KilledStreamTests {
  @Test func `tables hold each row once, however often job and cloud are killed`() async throws {
    try await withTemporaryDirectory { folder in
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "kill_stream.py").path
      let (kills, rows) = Peers.wantsSlowProofs ? (50, 100_000) : (4, 5_000)
      let seed = Int.random(in: 1...1_000_000)
      let said = try await Peer.output(
        of: Peers.python,
        [script, Self.program, folder.path, String(kills), String(rows), String(seed)]
      )
      #expect(said.hasPrefix("ok"), "seed \(seed)")
    }
  }

  private static let program = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "pinterest").path
}
