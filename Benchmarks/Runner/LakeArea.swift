import EventLog
import Foundation
import Lakehouse
import LocalCloud
import PinterestModels

/// The end of the pipeline: thousands of one-record files listed, read, decoded, cleaned and asked
/// about, beside pandas, DuckDB, and a C++ program that does no more than it must.
let lakeArea = Area(name: "lake") { bench in
  try bench.makeData()
  let files = try LakeFiles(bench)
  defer { files.remove() }
  try await files.measure(copies: 1, rounds: 9)
  try await files.measureStore(.inMemory, "store", rounds: 9)
  try await files.measureStore(.folder(files.store), "disk-store", rounds: 9)
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
    let duckdb = isSmall ? try peer("lake_duckdb.py", folder) : nil
    let pandas = try peer("lake_pandas.py", folder)
    for threads in isSmall ? [1, 2] : [1] {
      let best = try await best(of: rounds, folder, threads)
      let name = "lake-\(count / 1_000)kx3-\(threads)thread"
      try bench.report(Figure(case: name + "-read-clean", unit: "cpu-s", ours: best.reading))
      try bench.report(
        Figure(
          case: name,
          unit: "cpu-s",
          ours: best.cpu,
          peer: "pandas+orjson",
          peerValue: pandas,
          limit: limit.cpu,
          goal: threads == 1 ? limit.cpu * 2 : nil
        )
      )
      try bench.report(
        Figure(
          case: name + "-wall",
          unit: "s",
          ours: best.wall,
          peer: duckdb == nil ? nil : "duckdb cpu-s",
          peerValue: duckdb,
          limit: limit.wall,
          goal: threads == 2 ? 0.15 : nil
        )
      )
      try bench.report(Figure(case: name + "-9-answers", unit: "cpu-s", ours: best.answers))
    }
  }

  /// The folder of a local cloud that keeps its objects on the disk.
  var store: String { bench.folder.appending(path: "lake-store").path }

  /// Measures the same from the store of a local cloud in this process, without files or requests.
  func measureStore(_ storage: LocalCloud.Options.Storage, _ name: String, rounds: Int) async throws
  {
    try? FileManager.default.removeItem(atPath: store)
    defer { try? FileManager.default.removeItem(atPath: store) }
    var options = LocalCloud.Options()
    options.storage = storage
    options.fsync = .never
    try await LocalCloud.run(options) { cloud in
      let bucket = "user-test-bucket"
      // As a sink writes them: the tables side by side.
      for index in 0..<(lines.values.map(\.count).max() ?? 0) {
        let digits = String(repeating: "0", count: 10 - "\(index)".count) + "\(index)"
        for (table, lines) in lines where index < lines.count {
          try await cloud.put(
            Array(lines[index]),
            as: "\(table.rawValue)/\(digits).json",
            in: bucket
          )
        }
      }
      func source(_ table: Table) throws -> InProcessSource {
        try InProcessSource("store:", "\(table.rawValue)/") { prefix, isMeant in
          try cloud.walk(through: bucket, under: prefix, where: isMeant).lend
        }
      }
      let sources = try LakeSources(pin: source(.pin), geo: source(.geo), user: source(.user))
      var reader = CleanReader()
      reader.reading.limits.threads = 1
      let best = try await best(of: rounds) { try await reader.frames(from: sources).frames }
      try bench.report(
        Figure(
          case: "lake-11kx3-\(name)-read-clean",
          unit: "cpu-s",
          ours: best.reading,
          goal: name == "store" ? 0.05 : nil
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
        let line = Self.numbered(lines[index % lines.count], index)
        try line.write(to: topic.appending(path: name))
      }
      count = lines.count * copies
    }
    return count
  }

  /// The record with another number, so that each copy of a post joins with its own and no other.
  private static func numbered(_ line: Data, _ index: Int) -> Data {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
      let comma = line[colon...].firstIndex(of: UInt8(ascii: ","))
    else { return line }
    return line[...colon] + Data(" \(index)".utf8) + line[comma...]
  }

  /// The least that reading, answering what the peers answer, and answering everything took.
  private struct Best {
    var reading = Double.infinity
    var cpu = Double.infinity
    var wall = Double.infinity
    var answers = Double.infinity
  }

  private func best(of rounds: Int, _ folder: URL, _ threads: Int) async throws -> Best {
    let sources = LakeSources(
      pin: FolderSource(folder.appending(path: "pin").path + "/*.json"),
      geo: FolderSource(folder.appending(path: "geo").path + "/*.json"),
      user: FolderSource(folder.appending(path: "user").path + "/*.json")
    )
    var reader = CleanReader()
    reader.reading.limits.threads = threads
    return try await best(of: rounds) { try await reader.frames(from: sources).frames }
  }

  private func best(
    of rounds: Int,
    _ read: () async throws -> CleanFrames
  ) async throws -> Best {
    // What the peers answer too.
    let four: [InsightQuestion] = [
      .categoryByCountry, .categoryByYear, .medianByAge, .joinedByYear,
    ]
    var best = Best()
    for _ in 0..<rounds {
      let begin = ContinuousClock.now
      let start = Bench.cpuSeconds()
      let frames = try await read()
      best.reading = min(best.reading, Bench.cpuSeconds() - start)
      _ = try await Insights().answers(to: four, from: SQLiteEngine(frames, columns: .asked))
      best.cpu = min(best.cpu, Bench.cpuSeconds() - start)
      best.wall = min(best.wall, begin.duration(to: .now) / .seconds(1))
      let asked = Bench.cpuSeconds()
      _ = try await Insights().answers(from: SQLiteEngine(frames, columns: .asked))
      best.answers = min(best.answers, Bench.cpuSeconds() - asked)
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

  /// The CPU seconds of a peer, from its start to its last answer.
  private func peer(_ script: String, _ folder: URL) throws -> Double {
    try bench.number(before: "cpu-s", in: bench.python(script, [folder.path]))
  }
}
