import Synchronization

/// Shows how far something is: one line that rewrites itself, or a plain line now and then.
public final class ProgressLine: Sendable {
  private struct State {
    var lastShown: ContinuousClock.Instant?
    var isOpen = false
  }

  /// How progress is shown.
  public enum Form: Sendable, Hashable {
    /// A line that rewrites itself.
    case line
    /// A line of text now and then.
    case plain
    /// A line of JSON now and then.
    case json
    /// Not at all.
    case none
  }

  /// How it is shown here.
  public let form: Form
  private let console: Console
  private let interval: Duration
  private let state = Mutex(State())

  /// Ten times a second on a terminal, every ten seconds elsewhere, never when it shall be quiet.
  ///
  /// Who asks for a form gets it, as often as they like; JSON is for programs, quiet or not.
  public init(_ console: Console, _ form: Form? = nil, every interval: Duration? = nil) {
    let chosen = form ?? (console.isInteractive ? .line : .plain)
    self.console = console
    self.form = console.isQuiet && chosen != .json ? .none : chosen
    self.interval = interval ?? (chosen == .line ? .milliseconds(100) : .seconds(10))
  }

  /// Shows `text()` if the last one is old enough; the text is made only then.
  public func update(at now: ContinuousClock.Instant = .now, _ text: () -> String) {
    guard form != .none else { return }
    let isDue = state.withLock { state in
      // Elsewhere than on a terminal the first line waits too: short work stays silent.
      let last = state.lastShown ?? (form == .line ? now - interval : now)
      if state.lastShown == nil { state.lastShown = last }
      guard now - last >= interval else { return false }
      state.lastShown = now
      state.isOpen = form == .line
      return true
    }
    guard isDue else { return }
    console.control(form == .line ? "\r\u{1b}[K\(text())" : "\(text())\n")
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
