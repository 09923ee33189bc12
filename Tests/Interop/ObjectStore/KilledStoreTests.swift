import Foundation
import TestKit
import Testing

@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(10)))
struct KilledStoreTests {
  @Test func `keeps what it acknowledged, whole, however often it is killed`() async throws {
    try await withTemporaryDirectory { folder in
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "kill_loop.py").path
      let kills = Peers.wantsSlowProofs ? 50 : 5
      let seed = Int.random(in: 1...1_000_000)
      let said = try await Peer.output(
        of: Peers.python,
        [script, Self.program, folder.path, String(kills), String(seed)]
      )
      #expect(said.hasPrefix("ok"), "seed \(seed)")
    }
  }

  static let program = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "pinterest").path
}
