import EventLog
import Foundation

/// The durable log by itself: what a record costs on its way in, out, and over a restart.
let logArea = Area(name: "log") { bench in
  let limits = try DiskLimits(bench)
  try await LogBench(bench, limits).run()
}

/// What a C program reaches that only writes 300 B records to a file, and syncs.
private struct DiskLimits {
  let single: Double
  let batched: Double
  let syncs: Double

  init(_ bench: Bench) throws {
    let disk = try bench.compiled("disk.c", libraries: [])
    func append(_ count: Int, _ batch: Int, _ mode: String) throws -> String {
      try bench.output(of: disk, ["append", "\(count)", "\(batch)", mode])
    }
    single = try bench.number(before: "us/rec", in: append(300_000, 1, "none"))
    batched = try bench.number(before: "us/rec", in: append(3_000_000, 100, "none"))
    syncs = try bench.number(before: "fdatasync/s", in: append(2_000, 1, "sync"))
  }
}

private struct LogBench {
  private static let count = 1_000_000

  private let bench: Bench
  private let limits: DiskLimits
  private let value = Array(repeating: UInt8(ascii: "a"), count: 500)[...]
  private let partition: TopicPartition

  init(_ bench: Bench, _ limits: DiskLimits) throws {
    self.bench = bench
    self.limits = limits
    partition = TopicPartition(try TopicName("bench"), 0)
  }

  func run() async throws {
    try await withLog(.never) { log, _ in
      try await report("append x100", goal: 1, limit: limits.batched) {
        try await append(200_000, by: 100, to: log, tasks: 4)
      }
      try await report("append x1, 16 tasks", goal: 3, limit: limits.single) {
        try await append(100_000, by: 1, to: log, tasks: 16)
      }
    }
    for (size, goal) in [(1, nil), (100, 100.0)] {
      try await withLog(.always) { log, _ in try await syncing(log, by: size, goal: goal) }
    }
    try await readAndRestart()
  }

  /// Appends that are durable when they return.
  private func syncing(_ log: EmbeddedLog, by size: Int, goal: Double?) async throws {
    let count = size == 1 ? 20_000 : 400_000
    let start = ContinuousClock.now
    try await append(count, by: size, to: log, tasks: 16)
    let seconds = start.duration(to: .now) / .seconds(1)
    let syncs = log.statistics.syncs
    try bench.report(
      Figure(
        case: "durable x\(size), 16 tasks",
        unit: "records/sync",
        ours: Double(count / syncs),
        goal: goal
      )
    )
    try bench.report(
      Figure(
        case: "durable x\(size), 16 tasks",
        unit: "records/s",
        ours: Double(count) / seconds,
        peer: "fdatasync each",
        peerValue: limits.syncs
      )
    )
  }

  private func readAndRestart() async throws {
    try await withLog(.never) { log, folder in
      try await append(Self.count, by: 100, to: log, tasks: 4)
      let cost = try await Bench.microsecondsPerOperation(count: Self.count) {
        try await readAll(log)
      }
      try bench.report(
        Figure(case: "read \(Self.count)", unit: "records/s", ours: 1e6 / cost, goal: 1e6)
      )
      try await log.close()
      var best = Double.infinity
      for _ in 0..<5 {
        let start = ContinuousClock.now
        let again = try await EmbeddedLog.open(folder.path)
        best = min(best, start.duration(to: .now) / .milliseconds(1))
        try await again.close()
      }
      try bench.report(
        Figure(case: "restart with \(Self.count)", unit: "ms", ours: best, goal: 1000)
      )
    }
  }

  private func readAll(_ log: EmbeddedLog) async throws {
    var next = 0
    var bytes = 0
    while next < Self.count {
      let result = try await log.read(partition, from: next, upTo: ReadLimit())
      for record in result.records { bytes += record.size }
      next = result.nextOffset
    }
    precondition(bytes == Self.count * value.count)
  }

  private func report(
    _ name: String,
    goal: Double,
    limit: Double,
    _ round: () async throws -> Int
  ) async throws {
    var count = 1
    let cost = try await Bench.microsecondsPerOperation(count: 1) { count = try await round() }
    try bench.report(
      Figure(
        case: name,
        unit: "cpu-us/record",
        ours: cost / Double(count),
        limit: limit,
        goal: goal
      )
    )
  }

  @discardableResult
  private func append(
    _ count: Int,
    by size: Int,
    to log: EmbeddedLog,
    tasks: Int
  ) async throws -> Int {
    let batch = Array(repeating: Record(value: value), count: size)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<tasks {
        group.addTask {
          for _ in 0..<count / size / tasks {
            _ = try await log.append(batch, to: partition.topic)
          }
        }
      }
      try await group.waitForAll()
    }
    return count
  }

  private func withLog(
    _ fsync: FsyncPolicy,
    _ body: (EmbeddedLog, URL) async throws -> Void
  ) async throws {
    let folder = bench.folder.appending(path: "log-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = EmbeddedLog.Options()
    options.fsync = fsync
    let log = try await EmbeddedLog.open(folder.path, options)
    _ = try await log.createTopic(partition.topic, TopicSettings())
    try await body(log, folder)
    try await log.close()
  }
}
