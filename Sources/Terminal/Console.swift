#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The two ways out of a process: data on standard output, everything else on standard error.
public struct Console: Sendable {
  /// Whether a person watches standard error, where progress goes.
  public let isInteractive: Bool
  /// Whether a person watches standard output, where tables go.
  public let isOutputInteractive: Bool
  /// Whether colours are wanted on standard error.
  public let hasColor: Bool
  /// Whether only errors are wanted.
  public var isQuiet = false

  /// Looks at the process's own descriptors and at what the environment says of colours.
  public init(environment: [String: String], noColor: Bool = false) {
    isInteractive = isatty(2) == 1
    isOutputInteractive = isatty(1) == 1
    let forced = environment["FORCE_COLOR"].map { $0 != "0" } ?? false
    let refused =
      noColor || !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    hasColor = !refused && (forced || isInteractive)
  }

  /// Writes data: one line on standard output.
  public func print(_ line: String) { Self.write(line + "\n", to: 1) }

  /// Writes data as it is, without a line end.
  public func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { Self.write($0, to: 1) } }

  /// Says something to the person, unless it shall be quiet.
  public func note(_ line: String) { if !isQuiet { Self.write(line + "\n", to: 2) } }

  /// Says something to the person even when it shall be quiet.
  public func warn(_ line: String) { Self.write(line + "\n", to: 2) }

  /// Says what went wrong.
  public func error(_ message: String) {
    let word = hasColor ? "\u{1b}[1;31merror:\u{1b}[0m" : "error:"
    Self.write("\(word) \(message)\n", to: 2)
  }

  /// Writes raw text to standard error; for progress lines.
  func control(_ text: String) { Self.write(text, to: 2) }

  /// Ends the process whose data can go nowhere: half of it must not be taken for the whole.
  private static func end(because number: Int32) -> Never {
    if number == EPIPE { exit(0) }
    write("error: standard output: \(String(cString: strerror(number)))\n", to: 2)
    exit(1)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      #if canImport(Glibc)
        let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      #else
        let written = Musl.write(descriptor, rest.baseAddress, rest.count)
      #endif
      if written < 0 {
        if errno == EINTR { continue }
        // Whoever read us has gone: `pinterest … | head` ends quietly, as other tools do.
        if descriptor == 1 { end(because: errno) }
        return
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }
}
