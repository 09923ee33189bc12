import Synchronization

/// Shows how far something is: one line that rewrites itself, or a plain line now and then.
public final class ProgressLine: Sendable {
  private struct State {
    var lastShown: ContinuousClock.Instant?
    var isOpen = false
  }

  private let console: Console
  private let interval: Duration
  private let state = Mutex(State())

  /// Ten times a second on a terminal, every ten seconds elsewhere, never when it shall be quiet.
  public init(_ console: Console) {
    self.console = console
    interval = console.isInteractive ? .milliseconds(100) : .seconds(10)
  }

  /// Shows `text()` if the last one is old enough; the text is made only then.
  public func update(at now: ContinuousClock.Instant = .now, _ text: () -> String) {
    guard !console.isQuiet else { return }
    let isDue = state.withLock { state in
      // Elsewhere than on a terminal the first line waits too: short work stays silent.
      let last = state.lastShown ?? (console.isInteractive ? now - interval : now)
      if state.lastShown == nil { state.lastShown = last }
      guard now - last >= interval else { return false }
      state.lastShown = now
      state.isOpen = console.isInteractive
      return true
    }
    guard isDue else { return }
    console.control(console.isInteractive ? "\r\u{1b}[K\(text())" : "\(text())\n")
  }

  /// Removes the line, so that what is printed next starts on a clean one.
  public func clear() {
    let wasOpen = state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
    if wasOpen { console.control("\r\u{1b}[K") }
  }
}
