import Foundation
import LocalCloud
import TestKit
import Testing

/// `pinterest emulate` as a person types it.
@Suite(.timeLimit(.minutes(1))) struct EmulateCommandTests {
  func emulate(_ words: String...) async throws -> String {
    try await Peer.output(of: KafkaCommandTests.Pinterest.path, ["emulate"] + words)
  }

  /// What stands in the summary of a run, as far as these tests ask.
  struct Summary: Decodable {
    struct Records: Decodable {
      let sent: Int
      let skipped: Int
    }
    let posts: Int
    let records: Records
    let elapsed: Double
    let resumesAt: Int

    enum CodingKeys: String, CodingKey {
      case posts, records
      case elapsed = "elapsed_s"
      case resumesAt = "resume_token"
    }
  }

  @Test func `a dry run tells how long it would take, and touches nothing`() async throws {
    try await withTemporaryDirectory { folder in
      let state = folder.appending(path: "state").path
      let file = folder.appending(path: "rows").path
      let printed = try await emulate(
        "--dry-run",
        "--to",
        "file:\(file)",
        "--resume",
        state,
        "--rate",
        "1/s",
        "--duration",
        "10m",
        "--summary",
        "json"
      )
      let summary = try JSONDecoder().decode(Summary.self, from: Data(printed.utf8))
      #expect(summary.posts == 600 && summary.records.sent == 0 && summary.records.skipped == 1_800)
      #expect(abs(summary.elapsed - 600) < 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  @Test func `a dry run without an end looks at the beginning`() async throws {
    let printed = try await emulate("--dry-run", "--tables", "user", "--summary", "json")
    #expect(try JSONDecoder().decode(Summary.self, from: Data(printed.utf8)).posts == 1_000)
  }

  @Test func `one sample is what the run would begin with`() async throws {
    let line = ["--tables", "geo", "--backfill", "2015-01-01..2015-01-02", "--time-warp", "3600x"]
    let pace = ["--rate", "10/s", "--summary", "none"]
    func output(_ words: [String]) async throws -> String {
      try await Peer.output(
        of: KafkaCommandTests.Pinterest.path,
        ["emulate"] + line + pace + words
      )
    }
    let sample = try await output(["--sample", "3"])
    let sent = try await output(["--to", "stdout", "--count", "3"])
    #expect(sample == sent && sample.contains("2015-01-01 00:18:00"))
  }

  @Test func `credentials that others may read are warned about`() async throws {
    try await withTemporaryDirectory { folder in
      let file = folder.appending(path: "db_creds.yaml")
      try Data("HOST: 127.0.0.1\nUSER: u\nPASSWORD: p\nPORT: 1\n".utf8).write(to: file)
      for (mode, isWarned) in [(0o644, true), (0o600, false)] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        let error = await #expect(throws: PeerError.self) {
          try await emulate("--source", "db:\(file.path)", "--count", "1", "--rate", "max")
        }
        #expect(error?.description.contains("others may read it: chmod 600") == isWarned)
      }
    }
  }

  @Test(arguments: [
    (["--ramp", "0..0/s@10s"], 64, "--ramp 0..0/s@10s"),
    (["--duration", "infs"], 64, "--duration infs"),
    (["--burst", "1@1e30s"], 64, "--burst 1@1e30s"),
    (["--progress", "plain:1e300"], 64, "write plain:2"),
    (["--tables", "pin,pin"], 64, "pin stands there twice"),
    (["--backfill", "2015-01-01..2014-01-01"], 64, "the earlier day stands first"),
    (["--dry-run", "--endpoint", "ftp://x"], 64, "\"ftp://x\" is not a base URL"),
    (["--resume", "/nonexistent/x"], 1, "cannot be written: No such file or directory"),
    (["--endpoint", "http://nowhere.invalid", "--retries", "0"], 69, "host not found"),
    (["--source", "db:mysql://root@127.0.0.1:1/d"], 69, "Can't connect"),
    (["--source", "db:/nonexistent.yaml"], 78, "there is no such file"),
  ])
  func `what cannot be is said before or at once, with a code of its own`(
    words: [String],
    code: Int,
    text: String
  ) async {
    let error = await #expect(throws: PeerError.self) {
      try await Peer.output(
        of: KafkaCommandTests.Pinterest.path,
        ["emulate", "--count", "1", "--rate", "max"] + words
      )
    }
    let said = error?.description ?? ""
    #expect(said.contains("ended with \(code):") && said.contains(text), "\(said)")
  }
}
