import Foundation
import Synchronization

/// A process of somebody else's that a test talks to; it ends with the test.
public final class Peer: Sendable {
  private let process: Mutex<Process>
  private let output: URL
  /// The process's number.
  public let pid: Int32

  private init(_ process: sending Process, output: URL) {
    pid = process.processIdentifier
    self.process = Mutex(process)
    self.output = output
  }

  /// Starts a program, waits until `port` answers, runs `body`, and ends the program.
  public static func run<Value>(
    _ executable: String,
    _ arguments: [String],
    environment: [String: String] = [:],
    port: Int,
    within limit: Duration = .seconds(90),
    _ body: (Peer) async throws -> Value
  ) async throws -> Value {
    let peer = try start(executable, arguments, environment: environment)
    defer { peer.stop() }
    try await peer.becomesReady(on: port, within: limit)
    return try await body(peer)
  }

  /// Waits until `port` answers; the end of the process is an error with its last words.
  public func becomesReady(on port: Int, within limit: Duration = .seconds(90)) async throws {
    let deadline = ContinuousClock.now + limit
    while !LoopbackPort.answers(port) {
      guard isRunning, ContinuousClock.now < deadline else {
        throw PeerError(description: "process \(pid) is not ready: \(printed.suffix(2_000))")
      }
      // There is no event to wait for: a foreign process does not tell when it listens.
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Starts a program without waiting for anything.
  public static func start(
    _ executable: String,
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws -> Peer {
    let output = FileManager.default.temporaryDirectory
      .appending(path: "peer-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let log = try FileHandle(forWritingTo: output)
    process.standardOutput = log
    process.standardError = log
    process.standardInput = FileHandle.nullDevice
    try process.runHearingSignals()
    return Peer(process, output: output)
  }

  /// Runs a program to its end and gives back what it printed on standard output.
  ///
  /// It waits without blocking a thread of the pool; an exit code other than 0 is an error.
  public static func output(
    of executable: String,
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String? = nil
  ) async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let folder = FileManager.default.temporaryDirectory
    let files = ["in", "out", "err"].map {
      folder.appending(path: "run-\(UUID().uuidString).\($0)")
    }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    try Data((input ?? "").utf8).write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    let status = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.runHearingSignals() } catch { continuation.resume(throwing: error) }
    }
    let printed = try String(contentsOf: files[1], encoding: .utf8)
    guard status == 0 else {
      let complaint = try String(contentsOf: files[2], encoding: .utf8)
      throw PeerError(
        description:
          "\(executable) ended with \(status): \(complaint.suffix(4_000))\(printed.suffix(1_000))"
      )
    }
    return printed
  }

  /// Whether it has not ended yet.
  public var isRunning: Bool { process.withLock { $0.isRunning } }

  /// Everything it printed so far, both streams together.
  public var printed: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

  /// Ends it; who does not listen for two seconds is killed.
  ///
  /// It does not wait, for a test must not hold one of the pool's threads; `ended()` does.
  public func stop() {
    guard isRunning else { return }
    kill(pid, SIGTERM)
    let watchman = Thread { [self] in
      usleep(2_000_000)
      if isRunning { kill(pid, SIGKILL) }
      try? FileManager.default.removeItem(at: output)
    }
    watchman.start()
  }

  /// Waits until it has ended.
  public func ended() async throws {
    // The process may not be ours to wait for twice; asking the kernel costs nothing.
    while isRunning { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// Ends it as a power cut would.
  public func kill9() { kill(pid, SIGKILL) }
}

/// A peer that did not do what it was started for.
public struct PeerError: Error, CustomStringConvertible {
  /// What it said.
  public let description: String
}

extension Process {
  /// Runs it so that it hears SIGTERM.
  ///
  /// A program inherits what the starting thread has blocked, and a thread of the pool blocks nearly
  /// every signal.
  fileprivate func runHearingSignals() throws {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }
}
