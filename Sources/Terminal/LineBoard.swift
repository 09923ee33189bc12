import Synchronization

/// Shows how several things stand at once: on a terminal lines that rewrite themselves, elsewhere each
/// line once, when its thing is done.
public final class LineBoard: Sendable {
  private struct State {
    var lines: [String]
    var isDone: [Bool]
    var shown = 0
    var lastShown: ContinuousClock.Instant?
  }

  private let console: Console
  private let names: [String]
  private let progress: ProgressLine
  private let state: Mutex<State>

  /// Names the things in the order of their lines.
  public init(_ console: Console, _ names: [String]) {
    self.console = console
    self.names = names
    progress = ProgressLine(console)
    let none = State(
      lines: names.map { _ in "" },
      isDone: names.map { _ in false }
    )
    state = Mutex(none)
  }

  /// Says how a thing stands; the text is made only when it will be shown.
  public func update(_ line: Int, _ text: () -> String) {
    guard !console.isQuiet else { return }
    guard console.isInteractive else { return progress.update { label(line) + text() } }
    let now = ContinuousClock.now
    state.withLock { state in
      if let last = state.lastShown, now - last < .milliseconds(100) { return }
      guard !state.isDone[line] else { return }
      state.lines[line] = text()
      draw(&state, at: now)
    }
  }

  /// Says how a thing ended; this line stays.
  public func finish(_ line: Int, _ text: String) {
    guard !console.isQuiet else { return }
    guard console.isInteractive else { return console.note(label(line) + text) }
    state.withLock { state in
      state.lines[line] = text
      state.isDone[line] = true
      draw(&state, at: .now)
    }
  }

  /// Writes every line over what was written before.
  private func draw(_ state: inout State, at now: ContinuousClock.Instant) {
    let up = state.shown > 0 ? "\u{1b}[\(state.shown)A" : ""
    let visible = state.lines.indices.prefix { state.lines[$0] != "" || state.isDone[$0] }
    let text = visible.map { "\r\u{1b}[K\(label($0))\(state.lines[$0])\n" }.joined()
    console.control(up + text)
    state.shown = visible.count
    state.lastShown = now
  }

  private func label(_ line: Int) -> String {
    let width = (names.map(\.count).max() ?? 0) + 2
    return names[line] + String(repeating: " ", count: width - names[line].count)
  }
}
