import Foundation

/// Runs programs that are not ours, so that both figures come from one run on one machine.
extension Bench {
  /// Runs a Python program of `Benchmarks/Peers` and gives back what it printed.
  func python(_ script: String, _ arguments: [String] = []) throws -> String {
    let python = root.appending(path: ".cache/venv/bin/python").path
    return try output(of: python, [peer(script).path] + arguments)
  }

  /// Compiles a C or C++ program of `Benchmarks/Peers`, once, and gives back where it lies.
  func compiled(_ source: String, libraries: [String]) throws -> String {
    let file = peer(source)
    let program = folder.appending(path: file.deletingPathExtension().lastPathComponent)
    if try isNewer(file, than: program) {
      let compiler = source.hasSuffix(".cpp") ? "/usr/bin/g++" : "/usr/bin/gcc"
      _ = try output(of: compiler, ["-O2", "-w", file.path, "-o", program.path] + libraries)
    }
    return program.path
  }

  /// Runs the C yardstick server on port 19000 while `body` measures against it.
  func withSink<Value>(_ body: () async throws -> Value) async throws -> Value {
    try await withSink(port: 19_000) { _ in try await body() }
  }

  /// Runs the C yardstick server while `body` measures it, and tells its process.
  func withSink<Value>(
    port: Int,
    _ body: (Int32) async throws -> Value
  ) async throws -> Value {
    let sink = Process()
    sink.executableURL = URL(filePath: try compiled("sink.c", libraries: ["-lssl", "-lcrypto"]))
    sink.arguments = ["\(port)", "1"]
    sink.standardOutput = FileHandle.nullDevice
    sink.currentDirectoryURL = folder
    try sink.run()
    defer {
      // It inherits the signal mask of a thread of Dispatch, which blocks those one may ignore.
      kill(sink.processIdentifier, SIGKILL)
      sink.waitUntilExit()
    }
    // It listens within a millisecond or two and has no way to say so.
    try await Task.sleep(for: .milliseconds(200))
    return try await body(sink.processIdentifier)
  }

  /// Makes the three NDJSON files of the peers, once: `data/pin.ndjson` and so on.
  func makeData(rows: Int = 11_000, in name: String = "data") throws {
    let pins = folder.appending(path: "\(name)/pin.ndjson")
    if FileManager.default.fileExists(atPath: pins.path) { return }
    try FileManager.default.createDirectory(
      at: pins.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    _ = try output(of: "/usr/bin/python3", [peer("gen.py").path, "\(rows)", name])
  }

  /// Runs a program to its end in the benchmark folder; a failure is an error with its words.
  func output(of executable: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.standardError
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchError(
        description: "\(executable) \(arguments) ended with \(process.terminationStatus)"
      )
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The number that stands before `word` in `text`: `1234 ops/s` has 1234 before `ops/s`.
  func number(before word: String, in text: String) throws -> Double {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let place = words.firstIndex(where: { $0.hasPrefix(word) }), place > 0,
      let number = Double(words[place - 1])
    else { throw BenchError(description: "no number before \(word) in: \(text)") }
    return number
  }

  private func peer(_ name: String) -> URL { root.appending(path: "Benchmarks/Peers/\(name)") }

  private func isNewer(_ source: URL, than program: URL) throws -> Bool {
    let key: Set<URLResourceKey> = [.contentModificationDateKey]
    guard let built = try? program.resourceValues(forKeys: key).contentModificationDate else {
      return true
    }
    return try source.resourceValues(forKeys: key).contentModificationDate ?? .distantFuture > built
  }
}

/// A peer that could not be measured.
struct BenchError: Error, CustomStringConvertible {
  let description: String
}
