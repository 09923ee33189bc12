import Foundation
package import Lakehouse
import OwnThread
import TestKit

/// An engine of others behind a script: a query on each line of its input, an answer or what was
/// wrong on each line of its output, both as JSON.
package actor PeerEngine: SQLEngine {
  /// What the script calls the engine.
  package nonisolated let name: String

  private let thread = ThreadExecutor(name: "peer engine")
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var unread: [UInt8] = []

  /// The thread that waits for the script.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    thread.asUnownedSerialExecutor()
  }

  /// Runs `body` beside a script that has the rows of ``SQLEngineConformance/frames`` from a folder.
  package static func run<Value: Sendable>(
    _ name: String,
    script: String,
    _ arguments: [String] = [],
    environment: [String: String] = [:],
    _ body: (PeerEngine) async throws -> Value
  ) async throws -> Value {
    try await withTemporaryDirectory { folder in
      try await PeerAnswers.write(SQLEngineConformance.frames, to: folder)
      let engine = PeerEngine(name)
      try await engine.start([script, name, folder.path] + arguments, environment)
      let result: Result<Value, any Error>
      do { result = .success(try await body(engine)) } catch { result = .failure(error) }
      await engine.stop()
      return try result.get()
    }
  }

  private init(_ name: String) { self.name = name }

  /// The answer of the script.
  package func answer(_ sql: String) async throws(LakehouseError) -> SQLAnswer {
    let line: Line
    do {
      var query = try JSONEncoder().encode(sql)
      query.append(UInt8(ascii: "\n"))
      try input.fileHandleForWriting.write(contentsOf: query)
      line = try JSONDecoder().decode(Line.self, from: nextLine())
    } catch {
      throw LakehouseError(.unreadable, name, detail: "\(error)", underlying: error)
    }
    if let error = line.error { throw LakehouseError(.queryFailed, sql, detail: error) }
    return PeerAnswers.Printed(columns: line.columns ?? [], rows: line.rows ?? []).answer
  }

  private struct Ended: Error {}

  private struct Line: Decodable {
    let columns: [String]?
    let rows: [[PeerValue]]?
    let error: String?
  }

  private func start(_ arguments: [String], _ environment: [String: String]) throws {
    process.executableURL = URL(filePath: Peers.python)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  /// The script ends where its input does.
  private func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The next line that is an answer; some engines say other things first.
  private func nextLine() throws -> Data {
    while true {
      while let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        let line = unread[..<end]
        unread.removeSubrange(...end)
        if line.first == UInt8(ascii: "{") { return Data(line) }
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw Ended() }
      unread += more
    }
  }
}
