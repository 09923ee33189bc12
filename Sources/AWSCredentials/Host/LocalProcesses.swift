import OwnThread
import Synchronization

/// Runs programs on this machine.
public struct LocalProcesses: ProcessRunner {
  /// Stands for the machine; holds nothing.
  public init() {}

  /// Spawns the program and waits for it on a thread of its own.
  public func run(
    _ words: [String],
    variables: [String: String],
    timeout: Duration
  ) async throws(ProcessFailure) -> ProcessResult {
    let stop = StopSign()
    let result = await withTaskCancellationHandler {
      await Warden().run(words, variables: variables, timeout: timeout, unless: stop)
    } onCancel: {
      stop.raise()
    }
    return try result.get()
  }
}

/// Watches over one program from a thread that may block.
private actor Warden {
  private let thread = ThreadExecutor(name: "credentials")
  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  func run(
    _ words: [String],
    variables: [String: String],
    timeout: Duration,
    unless stop: StopSign
  ) -> Result<ProcessResult, ProcessFailure> {
    Result { () throws(ProcessFailure) in
      var child = try ChildProcess(words, variables: variables)
      return try child.wait(atMost: timeout, unless: { stop.isUp })
    }
  }
}

/// A flag one thread raises and another looks at.
private final class StopSign: Sendable {
  private let up = Atomic(false)

  var isUp: Bool { up.load(ordering: .relaxed) }

  func raise() { up.store(true, ordering: .relaxed) }
}
