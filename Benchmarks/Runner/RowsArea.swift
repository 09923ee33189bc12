import PinterestModels
import SyntheticRows

/// The synthetic tables: what a program pays before it can post, and for all rows of all tables.
let rowsArea = Area(name: "rows") { bench in
  func report(_ what: String, goal: Double?, _ round: () throws -> Void) async throws {
    let micros = try await Bench.microsecondsPerOperation(count: 1, rounds: 9) { try round() }
    try bench.report(
      Figure(case: "rows-\(what)", unit: "cpu-ms", ours: micros / 1_000, goal: goal)
    )
  }
  try await report("start", goal: nil) { _ = SyntheticRows() }
  try await report("all-3x11154", goal: 30) {
    let rows = SyntheticRows()
    for position in 0..<SyntheticRows.publishedCount { _ = try rows.post(at: position) }
  }
}
