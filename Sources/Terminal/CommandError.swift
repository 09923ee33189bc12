/// An end with a message and the exit code that belongs to it.
public struct CommandError: Error, Sendable, CustomStringConvertible {
  /// What the process ends with.
  public let exitCode: ExitCode
  /// What the person reads.
  public let description: String

  /// Ends with `exitCode` and says why.
  public init(_ exitCode: ExitCode, _ message: String) {
    self.exitCode = exitCode
    description = message
  }

  /// A command line that makes no sense.
  public static func usage(_ message: String) -> CommandError { CommandError(.usage, message) }
}
