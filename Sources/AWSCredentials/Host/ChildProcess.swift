#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A running program whose standard output is read through a pipe.
struct ChildProcess: ~Copyable {
  /// Credentials are a few hundred bytes; a program that writes on and on is not giving any.
  private static let outputLimit = 256 << 10
  /// How often a silent program is looked after.
  private static let heartbeat: Int32 = 50

  private let identifier: pid_t
  private let output: Int32
  private var hasEnded = false

  /// Starts a program found through `PATH`.
  init(_ words: [String], variables: [String: String]) throws(ProcessFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Self.failure(errno) }
    defer { close(ends[1]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.resetSignals(&attributes)
    var child = pid_t()
    let status = Self.withCStrings(words) { arguments in
      Self.withCStrings(variables.map { "\($0.key)=\($0.value)" }) { environment in
        posix_spawnp(&child, words[0], &actions, &attributes, arguments, environment)
      }
    }
    guard status == 0 else {
      close(ends[0])
      throw Self.failure(status)
    }
    identifier = child
    output = ends[0]
  }

  deinit {
    close(output)
    if !hasEnded {
      kill(identifier, SIGKILL)
      waitpid(identifier, nil, 0)
    }
  }

  /// Reads until the program has ended; its descendants may live on.
  mutating func wait(
    atMost timeout: Duration,
    unless isCancelled: () -> Bool
  ) throws(ProcessFailure) -> ProcessResult {
    let deadline = ContinuousClock.now + timeout
    var collected: [UInt8] = []
    var exitCode: Int?
    while true {
      let reachedEnd = try read(into: &collected, wait: exitCode == nil)
      if exitCode != nil { break }
      exitCode = reap()
      if isCancelled() { throw .cancelled }
      if exitCode == nil, ContinuousClock.now >= deadline {
        throw ProcessFailure("it did not end within \(timeout)")
      }
      if reachedEnd, exitCode == nil { usleep(1_000) }
    }
    return ProcessResult(exitCode: exitCode ?? 0, output: collected)
  }

  /// Takes what is there; `true` at the end of the output.
  private func read(into collected: inout [UInt8], wait: Bool) throws(ProcessFailure) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    var watched = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    var patience = wait ? Self.heartbeat : 0
    while poll(&watched, 1, patience) > 0 {
      let count = buffer.withUnsafeMutableBytes { recvBytes($0) }
      if count <= 0 { return true }
      collected.append(contentsOf: buffer[..<count])
      guard collected.count <= Self.outputLimit else {
        throw ProcessFailure("it wrote more than \(Self.outputLimit) bytes")
      }
      patience = 0
    }
    return false
  }

  private func recvBytes(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(output, buffer.baseAddress, buffer.count)
    #else
      Musl.read(output, buffer.baseAddress, buffer.count)
    #endif
  }

  private mutating func reap() -> Int? {
    var status: Int32 = 0
    let reaped = waitpid(identifier, &status, WNOHANG)
    if reaped == 0 { return nil }
    // Whoever ignores SIGCHLD has the system reap for it; how the program ended is lost then.
    hasEnded = true
    let signal = status & 0x7f
    return signal == 0 ? Int(status >> 8) & 0xff : 128 + Int(signal)
  }

  /// A program expects signals as a shell leaves them, whatever this process ignores or blocks.
  private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  private static func withCStrings(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32
  ) -> Int32 {
    let copies = texts.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }

  private static func failure(_ code: Int32) -> ProcessFailure {
    ProcessFailure("it cannot be started (\(String(cString: strerror(code))))")
  }
}
