import FoundationEssentials
import Glibc
import LocalCloud
import Terminal

/// Starts a cloud as a process of its own and waits until it is ready.
enum DetachedCloud {
  static func start(_ call: Invocation) async throws -> ExitCode {
    let file = RunFile(call)
    // One that was killed may have left its file, and its number to another process.
    if let running = try? await file.answering() {
      throw CommandError(
        .unavailable,
        "a cloud runs already (process \(running.pid)); pinterest down ends it"
      )
    }
    file.remove()
    let log = file.path + ".log"
    let process = try spawn(arguments(file), log: log)
    while true {
      if let status = try? CloudStatus(readyFile: file.path) {
        announce(status, call)
        call.console.note("log: \(log)")
        return .done
      }
      var ended: Int32 = 0
      if waitpid(process, &ended, WNOHANG) == process {
        let said = FileManager.default.contents(atPath: log).map {
          String(decoding: $0, as: UTF8.self)
        }
        throw CommandError(.failed, "the cloud did not start: \(said ?? "")")
      }
      // The file appears once every endpoint answers; nothing tells us but the file.
      try await ContinuousClock().sleep(for: .milliseconds(5))
    }
  }

  /// The command line of this process without `--detach`, and with the file to wait for.
  private static func arguments(_ file: RunFile) -> [String] {
    var words = CommandLine.arguments.filter { $0 != "--detach" }
    if !words.contains(where: { $0.hasPrefix("--ready-file") }) {
      words += ["--ready-file", file.path]
    }
    return words
  }

  private static func spawn(_ words: [String], log: String) throws -> pid_t {
    try? FileManager.default.createDirectory(
      at: URL(filePath: log).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals are blocked here for a thread that waits for them; the new process hears them again.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // POSIX_SPAWN_SETSID, which Glibc shows only to GNU C: closing the terminal does not end it.
    let newSession: Int16 = 0x80
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | newSession)
    var process = pid_t()
    let pointers = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    let failed = posix_spawn(&process, "/proc/self/exe", &actions, &attributes, pointers, environ)
    guard failed == 0 else {
      throw CommandError(.failed, "starting the cloud: \(String(cString: strerror(failed)))")
    }
    return process
  }
}
