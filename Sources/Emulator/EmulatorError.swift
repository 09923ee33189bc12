/// A run that could not begin: which option makes no sense, and why.
public struct EmulatorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The option or the file.
  public let subject: String
  /// What is wrong with it.
  public let reason: String

  /// Names an option and what is wrong with it.
  public static func option(_ name: String, _ reason: String) -> EmulatorError {
    EmulatorError(subject: name, reason: reason)
  }

  /// The option and the reason.
  public var description: String { "\(subject): \(reason)" }
}
