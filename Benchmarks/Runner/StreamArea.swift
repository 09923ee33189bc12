import Foundation
import TableFormats

/// From a post to a table one can ask.
///
/// Rows go to Kinesis on this machine, and `pinterest stream` moves them into three Delta tables on
/// its disk; each station is a process of its own, as for a user.
let streamArea = Area(name: "stream") { bench in
  try await bench.withFolder { folder in
    let posts = 33_000
    let words = ["--data-dir", folder.appending(path: "cloud").path, "--user-id", "bench"]
    try await RunningCloud.run(bench, words) { cloud in
      let place = ["--endpoint", cloud.endpoints.aws, "--user-id", "bench", "--quiet"]
      let rows = Double(3 * posts)
      let start = ContinuousClock.now
      try bench.runSigned(
        ["emulate", "--to", "kinesis", "--count", "\(posts)", "--rate", "max"]
          + ["--batch", "500", "--partition-key", "index", "--summary", "none"] + place
      )
      let posted = ContinuousClock.now
      let tables = folder.appending(path: "tables")
      try bench.runSigned(
        ["stream", "--available-now", "--out", tables.path]
          + ["--checkpoint", folder.appending(path: "checkpoint").path] + place
      )
      let found = try await rowCount(of: tables)
      let end = ContinuousClock.now
      guard found == 3 * posts else { throw BenchError(description: "\(found) rows in tables") }
      for (name, time) in [
        ("stream, post", posted - start), ("stream, to tables", end - posted),
        ("stream, post to table", end - start),
      ] {
        try bench.report(
          Figure(case: name, unit: "rows/s", ours: rows / (time / .seconds(1)))
        )
      }
    }
  }
}

private func rowCount(of tables: URL) async throws -> Int {
  var count = 0
  for table in ["pin", "geo", "user"] {
    let folder = LocalTableFolder(tables.appending(path: "bench_\(table)_table").path)
    count += try await DeltaTable.open(folder).snapshot.rowCount ?? 0
  }
  return count
}

extension Bench {
  /// Runs our program with the keys every local cloud knows.
  fileprivate func runSigned(_ words: [String]) throws {
    let keys = [
      "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_REGION=us-east-1",
      "AWS_EC2_METADATA_DISABLED=true",
    ]
    _ = try output(of: "/usr/bin/env", keys + [pinterest.path] + words)
  }
}
