import Foundation
import Lakehouse
import PinterestModels

/// The end of the pipeline: thousands of one-record files listed, read, decoded and cleaned, beside
/// pandas, DuckDB, and a C++ program that does no more than it must.
let lakeArea = Area(name: "lake") { bench in
  try bench.makeData()
  let files = try LakeFiles(bench)
  defer { files.remove() }
  try await files.measure(copies: 1, rounds: 9)
  try await files.measure(copies: 10, rounds: 3)
}

/// The three tables as the sink writes them: one record a file, in a file system in memory.
private struct LakeFiles {
  private let bench: Bench
  private let root: URL
  private let lines: [Table: [Data]]

  init(_ bench: Bench) throws {
    self.bench = bench
    // Where the disk would be measured and not us there is a file system in memory.
    let memory = URL(filePath: "/dev/shm")
    let isThere = FileManager.default.isWritableFile(atPath: memory.path)
    root = (isThere ? memory : bench.folder).appending(path: "lake-\(UUID().uuidString)")
    lines = try Dictionary(
      uniqueKeysWithValues: Table.allCases.map { table in
        let file = bench.folder.appending(path: "data/\(table.rawValue).ndjson")
        return (table, try Data(contentsOf: file).split(separator: 0x0a).map { Data($0) })
      }
    )
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  /// Measures so many files of each table as there are records, times `copies`.
  func measure(copies: Int, rounds: Int) async throws {
    let folder = root.appending(path: "\(copies)")
    let count = try write(copies: copies, to: folder)
    defer { try? FileManager.default.removeItem(at: folder) }
    let limit = try limit(folder)
    let isSmall = copies == 1
    // DuckDB takes worse than linear time; ten times the files would be minutes of it.
    let duckdb = isSmall ? try peer("lake_duckdb.py", folder, "read-cpu-s") : nil
    let pandas = try peer("lake_pandas.py", folder, "read-cpu-s")
    for threads in isSmall ? [1, 2] : [1] {
      let (cpu, wall) = try await best(of: rounds, folder, threads)
      let name = "lake-clean-\(count / 1_000)kx3-\(threads)thread"
      try bench.report(
        Figure(
          case: name,
          unit: "cpu-s",
          ours: cpu,
          peer: "pandas+orjson",
          peerValue: pandas,
          limit: limit.cpu,
          // The whole job, answers included, may cost twice the limit.
          goal: threads == 1 ? limit.cpu * 1.7 : nil
        )
      )
      try bench.report(
        Figure(
          case: name + "-wall",
          unit: "s",
          ours: wall,
          peer: duckdb == nil ? nil : "duckdb cpu-s",
          peerValue: duckdb,
          limit: limit.wall
        )
      )
    }
  }

  private func write(copies: Int, to folder: URL) throws -> Int {
    var count = 0
    for (table, lines) in lines {
      let topic = folder.appending(path: table.rawValue)
      try FileManager.default.createDirectory(at: topic, withIntermediateDirectories: true)
      for index in 0..<lines.count * copies {
        let digits = String(repeating: "0", count: 10 - "\(index)".count) + "\(index)"
        let name = "0af8d0adfd13.\(table.rawValue)+0+\(digits).json"
        try lines[index % lines.count].write(to: topic.appending(path: name))
      }
      count = lines.count * copies
    }
    return count
  }

  private func best(
    of rounds: Int,
    _ folder: URL,
    _ threads: Int
  ) async throws -> (cpu: Double, wall: Double) {
    let sources = LakeSources(
      pin: FolderSource(folder.appending(path: "pin").path + "/*.json"),
      geo: FolderSource(folder.appending(path: "geo").path + "/*.json"),
      user: FolderSource(folder.appending(path: "user").path + "/*.json")
    )
    var reader = CleanReader()
    reader.reading.limits.threads = threads
    var best = (cpu: Double.infinity, wall: Double.infinity)
    for _ in 0..<rounds {
      let begin = ContinuousClock.now
      let start = Bench.cpuSeconds()
      let (frames, _) = try await reader.frames(from: sources)
      withExtendedLifetime(frames) {
        best.cpu = min(best.cpu, Bench.cpuSeconds() - start)
        best.wall = min(best.wall, begin.duration(to: .now) / .seconds(1))
      }
    }
    return best
  }

  private func limit(_ folder: URL) throws -> (cpu: Double, wall: Double) {
    let program = try bench.compiled("lake_limit.cpp", libraries: ["-lsimdjson"])
    var best = (cpu: Double.infinity, wall: Double.infinity)
    for _ in 0..<5 {
      let printed = try bench.output(of: program, [folder.path])
      best.cpu = min(best.cpu, try bench.number(before: "cpu-s", in: printed))
      best.wall = min(best.wall, try bench.number(before: "wall-s", in: printed))
    }
    return best
  }

  private func peer(_ script: String, _ folder: URL, _ word: String) throws -> Double {
    try bench.number(before: word, in: bench.python(script, [folder.path]))
  }
}
