import Foundation

/// The `pinterest` of this build as a process of its own, so that its CPU time and memory are its own.
struct RunningCloud {
  /// Where it answers.
  struct Endpoints: Decodable {
    let kafkaREST: String
    let connect: String
    let aws: String
  }

  private struct Ready: Decodable { let endpoints: Endpoints }

  let process: Process
  let endpoints: Endpoints
  /// From the start of the process to the file that says it is ready.
  let startTime: Duration

  /// CPU seconds it took so far, user and system together.
  var cpuSeconds: Double {
    get throws { try Bench.cpuSeconds(of: process.processIdentifier) }
  }

  /// The memory it holds, in MiB.
  var residentMiB: Double {
    get throws { try Bench.residentMiB(of: process.processIdentifier) }
  }

  /// Starts it with the words of `pinterest up`, runs `body` and ends it.
  static func run<Value>(
    _ bench: Bench,
    _ words: [String],
    _ body: (RunningCloud) async throws -> Value
  ) async throws -> Value {
    let file = bench.folder.appending(path: "ready-\(UUID().uuidString).json")
    let process = Process()
    process.executableURL = bench.pinterest
    process.arguments = ["up", "--port", "0", "--ready-file", file.path] + words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    defer {
      // It inherits the signal mask of a thread of Dispatch, which blocks those one may ignore.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      try? FileManager.default.removeItem(at: file)
    }
    while !FileManager.default.fileExists(atPath: file.path) {
      guard process.isRunning else { throw BenchError(description: "pinterest up \(words) ended") }
      usleep(200)
    }
    let startTime = ContinuousClock.now - start
    let ready = try JSONDecoder().decode(Ready.self, from: Data(contentsOf: file))
    return try await body(
      RunningCloud(process: process, endpoints: ready.endpoints, startTime: startTime)
    )
  }
}

extension Bench {
  /// The executable beside this one.
  var pinterest: URL {
    URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "pinterest")
  }

  /// A folder of its own on the disk, gone afterwards.
  func withFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
    let path = folder.appending(path: "cloud-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: path) }
    return try await body(path)
  }

  /// CPU seconds another process took so far, user and system together.
  static func cpuSeconds(of process: Int32) throws -> Double {
    let stat = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    let fields = stat.split(separator: ") ").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw BenchError(description: "/proc/\(process)/stat has no times")
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The memory another process holds, in MiB.
  static func residentMiB(of process: Int32) throws -> Double {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    guard let words = line?.split(whereSeparator: \.isWhitespace), words.count > 1,
      let kibibytes = Double(words[1])
    else { throw BenchError(description: "/proc/\(process)/status has no VmRSS") }
    return kibibytes / 1_024
  }
}
