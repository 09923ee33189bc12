import EventLog
import Foundation

/// A process that writes to a log until it is killed, or until the disk is full.
///
///     LogCrasher append DIRECTORY RUN     appends under load and prints what was acknowledged
///     LogCrasher fill DIRECTORY BYTES     meets a limit of the file size, and has it lifted
@main struct LogCrasher {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else { exit(64) }
    switch arguments[1] {
    case "append": try await Load(directory: arguments[2], run: arguments[3]).go()
    case "fill": try await Filling(directory: arguments[2], limit: UInt(arguments[3]) ?? 0).go()
    default: exit(64)
    }
  }

  /// One system call a line, so that what was printed is in the file however the process ends.
  static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(1, bytes, bytes.count)
  }
}
