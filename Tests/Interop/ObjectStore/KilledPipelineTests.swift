import Foundation
import TestKit
import Testing

@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(10)))
struct KilledPipelineTests {
  @Test func `moves every record into one object, however often the cloud is killed`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "kill_pipeline.py").path
      let kills = Peers.wantsSlowProofs ? 50 : 5
      let seed = Int.random(in: 1...1_000_000)
      let said = try await Peer.output(
        of: Peers.python,
        [script, KilledStoreTests.program, folder.path, String(kills), String(seed)]
      )
      #expect(said.hasPrefix("ok"), "seed \(seed)")
    }
  }
}
