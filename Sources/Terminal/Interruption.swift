#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif
import Synchronization

/// Tells a running command that the person wants it to stop.
///
/// The first signal asks; the second ends the process at once.
public final class Interruption: Sendable {
  private struct State {
    var exitCode: ExitCode?
    var waiting: [Int: CheckedContinuation<ExitCode?, Never>] = [:]
    var nextWaiter = 0
  }

  private let state = Mutex(State())

  /// Makes one that nobody has asked yet.
  public init() {}

  /// What the process will end with, once somebody asked it to stop.
  public var requested: ExitCode? { state.withLock(\.exitCode) }

  /// Asks to stop; a second time ends the process.
  public func request(_ exitCode: ExitCode) {
    let waiting = state.withLock { state -> [CheckedContinuation<ExitCode?, Never>]? in
      guard state.exitCode == nil else { return nil }
      state.exitCode = exitCode
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    guard let waiting else { exit(exitCode.rawValue) }
    for continuation in waiting { continuation.resume(returning: exitCode) }
  }

  /// Waits until somebody asks, or gives `nil` when the waiting task is cancelled.
  public func wait() async -> ExitCode? {
    let ticket = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known = state.withLock { state -> ExitCode?? in
          if let exitCode = state.exitCode { return .some(exitCode) }
          if Task.isCancelled { return .some(nil) }
          state.waiting[ticket] = continuation
          return nil
        }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: nil)
    }
  }

  /// Hears SIGINT and SIGTERM from now on; must be called before other threads start.
  public func listen() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)
    var thread = pthread_t()
    let box = Unmanaged.passRetained(self).toOpaque()
    pthread_create(
      &thread,
      nil,
      { context in
        guard let context else { return nil }
        let interruption = Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue()
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        while true {
          var number: Int32 = 0
          guard sigwait(&signals, &number) == 0 else { continue }
          interruption.request(number == SIGINT ? .interrupted : .terminated)
        }
      },
      box
    )
  }
}
