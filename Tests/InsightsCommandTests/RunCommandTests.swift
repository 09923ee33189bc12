import Foundation
import JSONBytes
import TestKit
import Testing

/// `pinterest run` as a person runs it.
@Suite(.timeLimit(.minutes(3))) struct RunCommandTests {
  private static let program = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "pinterest").path

  private func run(
    _ arguments: String,
    in folder: URL,
    before: String = ":"
  ) async throws -> (output: String, errors: String, status: Int) {
    let script = """
      cd '\(folder.path)' && \(before) && '\(Self.program)' run \(arguments) >output 2>errors
      echo $?
      """
    let status = try await Peer.output(of: "/bin/sh", ["-c", script])
    func text(_ name: String) throws -> String {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    return (try text("output"), try text("errors"), try #require(Int(status.trimmed)))
  }

  @Test func `goes from rows to answers, and keeps what it is told to keep`() async throws {
    try await withTemporaryDirectory { folder in
      let run = try await run("--posts 30 --format json --report r.html --keep k", in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let questions = try run.output.split(separator: "\n").map {
        try JSONValue(parsing: String($0))["question"]?.string
      }
      #expect(questions == ["4", "5", "6.1", "6.2", "7", "8", "9", "10", "11"])
      for station in ["posts", "topics", "objects", "frames", "insights"] {
        #expect(run.errors.contains("\n\(station)") || run.errors.hasPrefix(station), "\(station)")
      }
      for name in ["r.html", "k/insights.html", "k/pin.parquet", "k/geo.parquet", "k/cloud"] {
        let path = folder.appending(path: name).path
        #expect(FileManager.default.fileExists(atPath: path), "\(name)")
      }
      let again = try await self.run("--posts 1 --keep k", in: folder)
      #expect(again.status == 64 && again.errors.contains("there is something in it"))
    }
  }

  @Test func `a wrong option is told of before anything is posted`() async throws {
    try await withTemporaryDirectory { folder in
      let run = try await run("--format nope", in: folder)
      #expect(run.status == 64)
      #expect(run.errors.contains("--format nope: there is table, json, csv"))
      #expect(!run.errors.contains("posts"))
    }
  }

  /// Files that may not grow are a disk that is full.
  @Test func `a step that fails says which and why, and ends`() async throws {
    try await withTemporaryDirectory { folder in
      let run = try await run(
        "--posts 4000 --keep k",
        in: folder,
        before: "trap '' XFSZ && ulimit -f 256"
      )
      #expect(run.status == 1)
      #expect(run.errors.contains("error: posting through the gateway: "), "\(run.errors)")
      #expect(run.errors.contains(" of 12000 records arrived: "), "\(run.errors)")
    }
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
