import Foundation
import TestKit

/// delta-rs in a Python of its own, and DuckDB beside it.
struct DeltaPeer: Sendable {
  enum PeerError: Error { case silent }

  /// What delta-rs finds in a table.
  struct Reading: Decodable {
    var version: Int
    var partitions: [String]
    /// Through pyarrow, a line a row, sorted.
    var rows: [String]
    /// Through its own SQL engine.
    var queried: [String]
    var operations: [String]
    var transactions: [String: Int]
  }

  /// A table that delta-rs made.
  struct Made: Decodable {
    var folder: String
    var version: Int
  }

  /// Where S3 is, for tables that are there.
  var environment: [String: String] = [:]

  func read(_ tables: [String]) async throws -> [Reading] { try await run(["read"] + tables) }

  func read(_ table: String) async throws -> Reading {
    guard let reading = try await read([table]).first else { throw PeerError.silent }
    return reading
  }

  func append(_ table: String, writer: Int, count: Int) async throws {
    let _: [String: Int] = try await run("append", table, "\(writer)", "\(count)")
  }

  func checkpoint(_ table: String) async throws {
    let _: [String: Int] = try await run("checkpoint", table)
  }

  /// What delta-rs says to a wish to delete rows.
  func delete(_ table: String, where predicate: String) async throws -> String {
    try await run("delete", table, predicate)
  }

  func make(in folder: String, seed: Int) async throws -> [Made] {
    try await run("make", folder, "\(seed)")
  }

  /// Makes a table whose files call columns otherwise, and reads it.
  func mapped(_ folder: String, mode: String) async throws -> [String] {
    try await run("mapped", folder, mode)
  }

  /// The rows of some Parquet files together, as DuckDB reads them.
  func duckdb(_ tables: [[String]]) async throws -> [[String]] {
    let lists = try tables.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    return try await run(["duckdb"] + lists)
  }

  private func run<Answer: Decodable>(_ words: String...) async throws -> Answer {
    try await run(words)
  }

  private func run<Answer: Decodable>(_ words: [String]) async throws -> Answer {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "delta_peer.py").path
    let said = try await Peer.output(of: Peers.python, [script] + words, environment: environment)
    return try JSONDecoder().decode(Answer.self, from: Data(said.utf8))
  }
}
