import CCurl
import Synchronization

/// Where tasks leave what the loop shall do, and how they wake it: once for many commands.
final class Inbox: Sendable {
  enum Command: Sendable {
    /// Begins a transfer as soon as there is room for it.
    case start(Transfer)
    /// Ends a transfer, whatever it is doing; one that has not come yet will end when it comes.
    case cancel(Transfer)
    /// Goes on with a transfer whose reader has caught up.
    case receive(Transfer)
    /// Goes on with a transfer whose body has more to send.
    case send(Transfer)
  }

  private struct State {
    var commands: [Command] = []
    var statistics = Statistics()
    var isRunning = false
    var isAsleep = false
    var isClosed = false
  }

  /// Readable when the loop shall look here.
  let wakeup: WakeupDescriptor
  private let options: CurlTransport.Options
  private let state = Mutex(State())

  init(_ options: CurlTransport.Options) {
    self.options = options
    wakeup = WakeupDescriptor()
  }

  func post(_ command: Command) {
    let (mustWake, mustStart) = state.withLock { state in
      state.commands.append(command)
      defer {
        state.isAsleep = false
        state.isRunning = true
      }
      return (state.isAsleep, !state.isRunning)
    }
    if mustWake { wakeup.signal() }
    if mustStart { startLoop() }
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
    let options = options
    LoopThread.start { Loop(inbox: self, options: options).run() }
  }
}

/// What a loop holds; nothing but idle handles once every transfer has ended.
package struct Statistics: Hashable, Sendable {
  /// Transfers that are on the wire.
  package var running = 0
  /// Transfers that wait for their turn.
  package var waiting = 0
  /// Handles kept for the next transfer.
  package var idleHandles = 0
}
