public import FoundationEssentials

/// The machine as far as settings and credentials depend on it: variables, files, programs, time.
///
/// Every part can be replaced, which is how the tests run and how a program that keeps its
/// settings elsewhere hands them in.
public struct AWSHost: Sendable, Redacted {
  /// The environment variables.
  public var variables: [String: String]
  /// Where `~` leads.
  public var homeDirectory: String
  /// How files are read and the token cache is written.
  public var files: any HostFiles
  /// How the program of `credential_process` is run.
  public var processes: any ProcessRunner
  /// What time it is.
  public var now: @Sendable () -> Date
  /// What pauses between attempts are measured with.
  public var clock: any Clock<Duration>
  /// A number from 0 up to 1 that spreads retries and refreshes of many machines over time.
  public var random: @Sendable () -> Double

  /// The machine this process runs on, save for what is handed in.
  public init(
    variables: [String: String] = ProcessInfo.processInfo.environment,
    homeDirectory: String? = nil,
    files: any HostFiles = LocalFiles(),
    processes: any ProcessRunner = LocalProcesses(),
    now: @escaping @Sendable () -> Date = { Date() },
    clock: any Clock<Duration> = ContinuousClock(),
    random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) {
    self.variables = variables
    self.homeDirectory =
      homeDirectory ?? variables["HOME"]
      ?? FileManager.default.homeDirectoryForCurrentUser.path
    self.files = files
    self.processes = processes
    self.now = now
    self.clock = clock
    self.random = random
  }

  /// The variable's value; an empty one counts as none, as in every AWS tool.
  func variable(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The path with `~` replaced by the home directory.
  func expand(_ path: String) -> String {
    path == "~" || path.hasPrefix("~/") ? homeDirectory + path.dropFirst() : path
  }

  /// The path as a message shows it: the home directory as `~`.
  func abbreviate(_ path: String) -> String {
    path.hasPrefix(homeDirectory + "/") ? "~" + path.dropFirst(homeDirectory.count) : path
  }

  /// Reads a file; one that is there and cannot be read is an error that names it.
  func read(_ path: String) throws(AWSCredentialsError) -> [UInt8]? {
    do {
      return try files.read(path)
    } catch {
      throw AWSCredentialsError(
        .inaccessibleFile,
        source: abbreviate(path),
        detail: error.reason,
        underlying: error
      )
    }
  }
}
