/// Runs the program that `credential_process` names.
public protocol ProcessRunner: Sendable {
  /// Runs `words` without a shell and gives back what it wrote to its standard output.
  ///
  /// It has no input; its standard error is the caller's and is never read. It is killed when
  /// `timeout` is over or the calling task is cancelled.
  func run(
    _ words: [String],
    variables: [String: String],
    timeout: Duration
  ) async throws(ProcessFailure) -> ProcessResult
}

/// How a program ended and what it wrote.
public struct ProcessResult: Sendable, Redacted {
  /// The exit code; 128 and the signal's number for a program that was killed, as a shell says it.
  public var exitCode: Int
  /// What it wrote to its standard output.
  public var output: [UInt8]

  /// Puts a result together.
  public init(exitCode: Int, output: [UInt8]) {
    self.exitCode = exitCode
    self.output = output
  }
}

/// Why a program gave no result.
public struct ProcessFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened, with nothing in it that the program wrote.
  public let description: String

  /// Says what happened.
  public init(_ description: String) { self.description = description }

  static let cancelled = ProcessFailure("it was ended, since the caller was cancelled")
}
