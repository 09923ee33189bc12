import EventLog
import Foundation
import LocalCloud

/// What one waits for: the start of a cloud, alone, inside a test, with a million records to find.
let startArea = Area(name: "start") { bench in
  var times: [Double] = []
  var memory = 0.0
  for _ in 0..<7 {
    try await RunningCloud.run(bench, ["--in-memory"]) { cloud in
      times.append(cloud.startTime / .milliseconds(1))
      // What a start needs and gives back is gone by then.
      try await Task.sleep(for: .milliseconds(300))
      memory = max(memory, try cloud.residentMiB)
    }
  }
  let moto = try await bench.motoStart()
  try bench.report(
    Figure(
      case: "start-to-ready",
      unit: "ms",
      ours: times.sorted()[3],
      peer: "moto",
      peerValue: moto.milliseconds,
      goal: 100
    )
  )
  try bench.report(
    Figure(
      case: "idle-memory",
      unit: "MiB",
      ours: memory,
      peer: "moto",
      peerValue: moto.mebibytes,
      goal: 30
    )
  )
  try await bench.measureStartInTest()
  try await bench.measureRestart(records: 1_000_000)
}

extension Bench {
  /// From the call to the closure, in memory, as a unit test has it.
  fileprivate func measureStartInTest() async throws {
    var times: [Double] = []
    for _ in 0..<51 {
      let start = ContinuousClock.now
      try await LocalCloud.run { _ in
        times.append((ContinuousClock.now - start) / .milliseconds(1))
      }
    }
    try report(
      Figure(case: "start-in-a-test", unit: "ms", ours: times.sorted()[25], goal: 5)
    )
  }

  /// A cloud that finds a million records in its folder.
  fileprivate func measureRestart(records: Int) async throws {
    try await withFolder { folder in
      var options = EmbeddedLog.Options()
      options.fsync = .never
      let log = try await EmbeddedLog.open(folder.appending(path: "log").path, options)
      let topic = try TopicName("bench.pin")
      _ = try await log.createTopic(topic, TopicSettings())
      let value = Array(repeating: UInt8(ascii: "a"), count: 500)[...]
      let batch = Array(repeating: Record(value: value), count: 1_000)
      for _ in 0..<records / 1_000 { _ = try await log.append(batch, to: topic) }
      try await log.close()
      var best = Double.infinity
      for _ in 0..<3 {
        try await RunningCloud.run(self, ["--data-dir", folder.path]) { cloud in
          best = min(best, cloud.startTime / .milliseconds(1))
        }
      }
      try report(Figure(case: "restart-with-\(records)", unit: "ms", ours: best, goal: 1_000))
    }
  }

  /// How long moto's own server takes until it answers, and what it holds then.
  fileprivate func motoStart() async throws -> (milliseconds: Double, mebibytes: Double) {
    let port = 19_300
    let moto = Process()
    moto.executableURL = root.appending(path: ".cache/venv/bin/moto_server")
    moto.arguments = ["-H", "127.0.0.1", "-p", "\(port)"]
    moto.standardOutput = FileHandle.nullDevice
    moto.standardError = FileHandle.nullDevice
    let start = ContinuousClock.now
    try moto.run()
    defer {
      kill(moto.processIdentifier, SIGKILL)
      moto.waitUntilExit()
    }
    let deadline = start + .seconds(30)
    let asking = ["-s", "-o", "/dev/null", "--max-time", "2", "http://127.0.0.1:\(port)/"]
    while (try? output(of: "/usr/bin/curl", asking)) == nil {
      guard ContinuousClock.now < deadline else { throw BenchError(description: "moto is silent") }
      try await Task.sleep(for: .milliseconds(10))
    }
    let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
    return (milliseconds, try Self.residentMiB(of: moto.processIdentifier))
  }
}
