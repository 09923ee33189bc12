import Foundation
import TestKit

/// Asks botocore how it reads settings.
enum Botocore {
  /// Files and variables to be read.
  struct Case: Encodable, Sendable {
    var config = ""
    var credentials = ""
    var variables: [String: String] = [:]
  }

  /// A value, or an error whose name stands for it.
  struct Finding<Value: Decodable & Sendable>: Decodable, Sendable {
    var value: Value?
    var error: String?
  }

  /// Sections by kind, name and key.
  typealias Files = [String: [String: [String: String]]]

  static func files(_ cases: [Case]) async throws -> [Finding<Files>] {
    try await ask("files", cases)
  }

  /// The access key, or the way a role would be assumed.
  static func credentials(_ cases: [Case]) async throws -> [Finding<String>] {
    try await ask("credentials", cases)
  }

  /// The region and the endpoints of services; `error` where the settings of one make no sense.
  static func settings(_ cases: [Case]) async throws -> [Finding<[String: String]>] {
    try await ask("settings", cases)
  }

  /// Splits command lines as Python's shell lexer does.
  static func words(_ lines: [String]) async throws -> [[String]?] { try await ask("words", lines) }

  private static func ask<Question: Encodable, Reply: Decodable>(
    _ name: String,
    _ question: Question
  ) async throws -> Reply {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "botocore_view.py")
    let printed = try await Peer.output(
      of: Peers.python,
      [script.path, name],
      input: String(decoding: try JSONEncoder().encode(question), as: UTF8.self)
    )
    return try JSONDecoder().decode(Reply.self, from: Data(printed.utf8))
  }
}
