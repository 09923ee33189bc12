package import Foundation
package import Lakehouse
import TestKit

/// Answers of engines that are asked through a script: many queries in one go.
package enum PeerAnswers {
  /// What a script prints as JSON when it is given queries.
  package static func ask<Value: Decodable>(
    _ type: Value.Type,
    from script: String,
    _ arguments: [String],
    _ queries: [String],
    environment: [String: String] = [:]
  ) async throws -> Value {
    let input = String(decoding: try JSONEncoder().encode(queries), as: UTF8.self)
    let printed = try await Peer.output(
      of: Peers.python,
      [script] + arguments,
      environment: environment,
      input: input
    )
    // Some engines say other things first; the answers are the last line.
    let line = printed.split(separator: "\n").last ?? ""
    return try JSONDecoder().decode(Value.self, from: Data(line.utf8))
  }

  /// Writes the columns that are asked about as JSON lines, a file a table.
  package static func write(_ frames: CleanFrames, to folder: URL) async throws {
    let engine = SQLiteEngine(frames, columns: .asked)
    for table in ["pin", "geo", "user"] {
      let rows = try await engine.answer("SELECT * FROM \(table)")
      try Data(rows.jsonLines).write(to: folder.appending(path: "\(table).json"))
    }
  }

  /// An answer as scripts print it.
  package struct Printed: Decodable {
    let columns: [String]
    let rows: [[PeerValue]]

    /// The answer.
    package var answer: SQLAnswer {
      SQLAnswer(columns: columns, rows: rows.map { $0.map(\.value) })
    }
  }
}

/// A value as scripts print it.
package struct PeerValue: Decodable {
  /// The value.
  package let value: SQLValue

  /// Reads a number, a text or nothing.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .null
    } else if let integer = try? container.decode(Int.self) {
      value = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      value = .real(number)
    } else {
      value = .text(try container.decode(String.self))
    }
  }
}

extension SQLAnswer {
  /// The same with whole numbers as integers, whatever type an engine gave them.
  package var levelled: SQLAnswer {
    SQLAnswer(
      columns: columns,
      rows: rows.map { row in
        row.map { value in
          if case .real(let number) = value, let whole = Int(exactly: number) {
            .integer(whole)
          } else {
            value
          }
        }
      }
    )
  }
}
