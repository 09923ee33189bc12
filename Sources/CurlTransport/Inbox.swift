import HTTPWire
import Synchronization

/// Where tasks leave what the loop shall do, and how they wake it: once for many commands.
final class Inbox: Sendable {
  enum Command: Sendable {
    /// Begins a transfer as soon as there is room for it.
    case start(Transfer)
    /// Ends a transfer, whatever it is doing; one that has not come yet ends when it comes.
    case cancel(Transfer)
    /// Goes on with a transfer whose reader has caught up.
    case receive(Transfer)
    /// Goes on with a transfer whose body has more to send.
    case send(Transfer)
    /// Runs a piece of a task that prefers this thread.
    case run(UnownedJob, LoopExecutor)
  }

  private struct State {
    var commands: [Command] = []
    var statistics = Statistics()
    var isRunning = false
    var isAsleep = false
    var isClosed = false
  }

  let wakeup = WakeupDescriptor()
  private let options: CurlTransport.Options
  private let state = Mutex(State())

  init(_ options: CurlTransport.Options) { self.options = options }

  func post(_ command: Command) {
    let (wasAsleep, wasRunning) = state.withLock { state in
      state.commands.append(command)
      defer {
        state.isAsleep = false
        state.isRunning = true
      }
      return (state.isAsleep, state.isRunning)
    }
    if wasAsleep { wakeup.signal() }
    if !wasRunning { startLoop() }
  }

  /// Ends the loop; it lets everything go on its own thread.
  func close() {
    state.withLock { $0.isClosed = true }
    wakeup.signal()
  }

  /// Moves what has come into `commands`, which is empty; `false` once the transport is gone.
  func take(into commands: inout [Command]) -> Bool {
    state.withLock { state in
      state.isAsleep = false
      swap(&state.commands, &commands)
      return !state.isClosed
    }
  }

  /// Announces that the loop is going to sleep; `false` if something has come meanwhile.
  func fallAsleep(_ statistics: Statistics) -> Bool {
    state.withLock { state in
      state.statistics = statistics
      state.isAsleep = state.commands.isEmpty && !state.isClosed
      return state.isAsleep
    }
  }

  var statistics: Statistics { state.withLock { $0.statistics } }

  private func startLoop() {
    let isStarted = LoopThread.start { [self] in
      if var loop = Loop(inbox: self, options: options) { loop.run() } else { refuse() }
    }
    if !isStarted { refuse() }
  }

  /// Without a loop nothing can be sent; the next request tries again to start one.
  private func refuse() {
    let commands = state.withLock { state in
      state.isRunning = false
      defer { state.commands = [] }
      return state.commands
    }
    for command in commands {
      switch command {
      case .start(let transfer):
        transfer.fail(.other, "the process has no thread, descriptor or memory left")
      case .run(let job, let executor):
        unsafe job.runSynchronously(on: executor.asUnownedTaskExecutor())
      case .cancel, .receive, .send: break
      }
    }
  }
}
