/// What a finished process tells its caller; the numbers are part of the interface.
public struct ExitCode: RawRepresentable, Hashable, Sendable, Error {
  /// The number the process ends with.
  public let rawValue: Int32

  /// Takes the number as it is.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// Everything that was asked for is done.
  public static let done = ExitCode(rawValue: 0)
  /// It failed.
  public static let failed = ExitCode(rawValue: 1)
  /// A part is done; the results say which.
  public static let doneInPart = ExitCode(rawValue: 2)
  /// An assertion that was asked for does not hold.
  public static let assertionFailed = ExitCode(rawValue: 3)
  /// The command line makes no sense.
  public static let usage = ExitCode(rawValue: 64)
  /// An endpoint or a port is not there.
  public static let unavailable = ExitCode(rawValue: 69)
  /// A bug of ours.
  public static let bug = ExitCode(rawValue: 70)
  /// The configuration is wrong.
  public static let badConfiguration = ExitCode(rawValue: 78)
  /// Ended by Ctrl-C.
  public static let interrupted = ExitCode(rawValue: 130)
  /// Ended by SIGTERM.
  public static let terminated = ExitCode(rawValue: 143)
}
