import Foundation
import TestKit

/// A program of others that writes and reads Parquet files.
enum ParquetPeer: String, CaseIterable, Sendable {
  case pyarrow, duckdb, spark

  /// Those that run here: Spark wants Java, half a gigabyte and its time.
  static var present: [ParquetPeer] {
    ProcessInfo.processInfo.environment["PINTEREST_SPARK"] == "1" ? allCases : [.pyarrow, .duckdb]
  }

  /// Has the peer write files of random rows; beside each lies what is in it.
  func write(to folder: URL, seed: Int) async throws -> [(file: URL, rows: [String])] {
    try await run(["write", rawValue, folder.path, "\(seed)"])
    return try FileManager.default
      .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "parquet" }
      .sorted { $0.path < $1.path }
      .map { ($0, try Self.lines(URL(filePath: $0.path + ".txt"))) }
  }

  /// The rows that the peer finds in every file.
  func read(_ files: [URL]) async throws -> [[String]] {
    try await run(["read", rawValue] + files.map(\.path))
    return try files.map { try Self.lines(URL(filePath: $0.path + "." + rawValue)) }
  }

  private func run(_ arguments: [String]) async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "parquet_peer.py").path
    _ = try await Peer.output(of: Peers.python, [script] + arguments)
  }

  private static func lines(_ file: URL) throws -> [String] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.isEmpty ? [] : text.split(separator: "\n").map(String.init)
  }
}
