import Foundation
import TableFormats

/// Delta tables on this disk: what a commit costs, and what it costs to come back to a table.
let deltaArea = Area(name: "delta") { bench in
  let delta = DeltaBench(bench)
  try await delta.appends(rows: 1, goal: 10)
  try await delta.appends(rows: 1_000, goal: 10)
  try await delta.opening(commits: 200)
  try await delta.reading(rows: 1_000_000)
}

private struct DeltaBench {
  private static let schema = TableSchema([
    Field("n", .long), Field("country", .string), Field("title", .string), Field("score", .double),
  ])

  private let bench: Bench

  init(_ bench: Bench) { self.bench = bench }

  /// Ours with every file synced to the disk, and without as delta-rs does it.
  func appends(rows: Int, goal: Double) async throws {
    let commits = 60
    let batch = try Self.batch(rows)
    let said = try bench.python("delta_py.py", ["append", "\(rows)", "\(commits)"])
    let peer = try bench.number(before: "ms/commit", in: said)
    for isDurable in [true, false] {
      let milliseconds = try await withTable(isDurable: isDurable) { table in
        try await table.append(batch)
        let start = ContinuousClock.now
        for _ in 0..<commits { try await table.append(batch) }
        return start.duration(to: .now) / .milliseconds(1) / Double(commits)
      }
      try bench.report(
        Figure(
          case: "delta append x\(rows), " + (isDurable ? "synced" : "unsynced"),
          unit: "ms/commit",
          ours: milliseconds,
          peer: "delta-rs (unsynced)",
          peerValue: peer,
          goal: goal
        )
      )
    }
  }

  func opening(commits: Int) async throws {
    let said = try bench.python("delta_py.py", ["open", "\(commits)"])
    let batch = try Self.batch(1)
    let milliseconds = try await withTable(isDurable: false) { table in
      for _ in 0..<commits { try await table.append(batch) }
      let start = ContinuousClock.now
      for _ in 0..<10 { _ = try await DeltaTable.open(table.storage) }
      return start.duration(to: .now) / .milliseconds(1) / 10
    }
    try bench.report(
      Figure(
        case: "delta open, \(commits) commits",
        unit: "ms/table",
        ours: milliseconds,
        peer: "delta-rs",
        peerValue: try bench.number(before: "ms/table", in: said)
      )
    )
  }

  func reading(rows: Int) async throws {
    let said = try bench.python("delta_py.py", ["read", "\(rows)"])
    let batch = try Self.batch(rows)
    let milliseconds = try await withTable(isDurable: false) { table in
      try await table.append(batch)
      var best = Double.infinity
      for _ in 0..<5 {
        let start = ContinuousClock.now
        let count = try await DeltaTable.open(table.storage).read().collect().rowCount
        best = min(best, start.duration(to: .now) / .milliseconds(1))
        precondition(count == rows)
      }
      return best
    }
    try bench.report(
      Figure(
        case: "delta read \(rows)",
        unit: "ms",
        ours: milliseconds,
        peer: "delta-rs+pyarrow",
        peerValue: try bench.number(before: "ms", in: said)
      )
    )
  }

  private func withTable(
    isDurable: Bool,
    _ body: (DeltaTable) async throws -> Double
  ) async throws -> Double {
    let folder = bench.folder.appending(path: "delta-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let storage = LocalTableFolder(folder.path, isDurable: isDurable)
    return try await body(DeltaTable.create(storage, TableDefinition(Self.schema)))
  }

  private static func batch(_ rows: Int) throws -> ColumnBatch {
    var columns = schema.fields.map { Column($0) }
    let countries: [String?] = ["Costa Rica", "Albania", nil, "Spain"]
    for row in 0..<rows {
      columns[0].append(row)
      columns[1].append(row < rows / 4 * 4 ? countries[row % 4] : "Peru")
      columns[2].append("Title of pin number \(row)")
      columns[3].append(Double(row) / 8)
    }
    return try ColumnBatch(columns: columns)
  }
}
