import Glibc
import OwnThread

/// Reads what a person types, line by line, on a thread of its own.
actor Keyboard {
  /// How long a wait for keys lasts before it looks whether somebody wants to stop.
  private static let patience: Int32 = 100

  private let thread = ThreadExecutor(name: "keyboard")
  private var typed: [UInt8] = []

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// The next line without its end; `nil` at the end of the input or when the task is cancelled.
  func line(prompt: String) -> String? {
    var prompt = prompt
    prompt.withUTF8 { _ = Glibc.write(2, $0.baseAddress, $0.count) }
    while !typed.contains(0x0a) {
      guard let more = more() else {
        defer { typed = [] }
        return typed.isEmpty ? nil : String(decoding: typed, as: UTF8.self)
      }
      typed += more
    }
    let line = typed.prefix { $0 != 0x0a }
    defer { typed.removeFirst(line.count + 1) }
    return String(decoding: line, as: UTF8.self)
  }

  /// What was typed since; `nil` where nothing will come any more.
  private func more() -> [UInt8]? {
    while !Task.isCancelled {
      var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, Self.patience) != 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = read(0, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      return count > 0 ? Array(bytes.prefix(count)) : nil
    }
    return nil
  }
}
