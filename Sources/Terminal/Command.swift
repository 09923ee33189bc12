/// One thing a person can ask for: its words, its options, what it does.
public struct Command: Sendable {
  /// How a command wants Ctrl-C to reach it.
  public enum InterruptPolicy: Sendable {
    /// Its task is cancelled at once.
    case cancel
    /// It looks at `Invocation.interruption` itself and ends in good order.
    case graceful
  }

  /// The words that name it: `["s3", "ls"]`.
  public let words: [String]
  /// One line on what it does.
  public let summary: String
  /// What stands behind the words in the usage line: `BUCKET [KEY]`.
  public let operands: String
  /// The options it understands beside those every command has.
  public let options: [CommandOption]
  /// Lines that run as they stand; the help begins with them.
  public let examples: [String]
  /// How Ctrl-C reaches it.
  public let onInterrupt: InterruptPolicy
  /// What it does.
  public let run: @Sendable (Invocation) async throws -> ExitCode

  /// Describes a command.
  public init(
    _ words: String,
    _ summary: String,
    operands: String = "",
    options: [CommandOption] = [],
    examples: [String],
    onInterrupt: InterruptPolicy = .cancel,
    run: @escaping @Sendable (Invocation) async throws -> ExitCode
  ) {
    self.words = words.split(separator: " ").map(String.init)
    self.summary = summary
    self.operands = operands
    self.options = options
    self.examples = examples
    self.onInterrupt = onInterrupt
    self.run = run
  }

  /// The words as one text.
  public var name: String { words.joined(separator: " ") }

  /// Options every command understands.
  static let common: [CommandOption] = [
    .flag("--help", short: "-h", "show how this is used"),
    .flag("--quiet", short: "-q", "no progress, only errors"),
    .flag("--no-color", "no colours, as NO_COLOR=1 does"),
  ]

  var allOptions: [CommandOption] { options + Self.common }
}
