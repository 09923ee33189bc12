/// All commands of an executable: finds the one that is meant and runs it.
public struct CommandTree: Sendable {
  /// The executable's name.
  public let name: String
  /// What `--version` prints.
  public let version: String
  /// One line on what the executable is for.
  public let summary: String
  /// The commands in the order the help shows them.
  public let commands: [Command]

  /// Describes an executable.
  public init(name: String, version: String, summary: String, commands: [Command]) {
    self.name = name
    self.version = version
    self.summary = summary
    self.commands = commands
  }

  /// Runs what `arguments` ask for and gives the code to end with; never throws.
  public func run(
    _ arguments: [String],
    environment: [String: String],
    settings: SettingLayers,
    interruption: Interruption
  ) async -> ExitCode {
    let words = arguments[...]
    var console = Console(environment: environment, noColor: words.contains("--no-color"))
    console.isQuiet = words.contains("--quiet") || words.contains("-q")
    do {
      if let text = help(for: words) {
        console.print(text)
        return .done
      }
      let (command, rest) = try find(words)
      let invocation = Invocation(
        command,
        try Arguments(rest, for: command),
        console: console,
        interruption: interruption,
        environment: environment,
        settings: settings
      )
      return try await run(command, invocation)
    } catch let error as CommandError {
      console.error(error.description)
      if error.exitCode == .usage { console.warn("\(name) --help shows what there is") }
      return error.exitCode
    } catch let code as ExitCode {
      return code
    } catch {
      if let code = interruption.requested { return code }
      console.error("\(error)")
      return .failed
    }
  }

  private func run(_ command: Command, _ invocation: Invocation) async throws -> ExitCode {
    switch command.onInterrupt {
    case .graceful: return try await command.run(invocation)
    case .cancel:
      return try await withThrowingTaskGroup(of: ExitCode?.self) { group in
        group.addTask { try await command.run(invocation) }
        group.addTask { await invocation.interruption.wait() }
        defer { group.cancelAll() }
        return try await group.next().flatMap { $0 } ?? .done
      }
    }
  }

  /// The text to print where help or the version is asked for.
  func help(for words: ArraySlice<String>) -> String? {
    let help = HelpText(tree: self)
    switch words.first {
    case nil, "-h", "--help": return help.overview
    case "--version": return "\(name) \(version)"
    case "help":
      let asked = words.dropFirst()
      return asked.isEmpty ? help.overview : help.text(under: Array(asked))
    default:
      let beforeOperands = words.prefix { $0 != "--" }
      guard beforeOperands.contains("-h") || beforeOperands.contains("--help") else { return nil }
      return help.text(under: words.prefix { !$0.hasPrefix("-") })
    }
  }

  /// The command with the most words that `words` begin with, and what follows them.
  func find(_ words: ArraySlice<String>) throws(CommandError) -> (Command, ArraySlice<String>) {
    let fitting = commands.filter { words.starts(with: $0.words) }
    if let command = fitting.max(by: { $0.words.count < $1.words.count }) {
      return (command, words.dropFirst(command.words.count))
    }
    let group = commands.filter { $0.words.count > 1 && $0.words.first == words.first }
    if let first = words.first, !group.isEmpty {
      let choices = group.map { $0.words.dropFirst().joined(separator: " ") }
      let given = words.dropFirst().first
      let hint = given.flatMap { Suggestion.nearest(to: $0, among: choices) }
      let said = given.map { "\(first) has no \"\($0)\"" } ?? "\(first) alone does nothing"
      let choice =
        hint.map { "did you mean \(first) \($0)?" } ?? "there is \(choices.joined(separator: ", "))"
      throw .usage("\(said); \(choice)")
    }
    let first = words.first ?? ""
    let names = Set(commands.compactMap(\.words.first)).sorted()
    let hint = Suggestion.nearest(to: first, among: names).map { "; did you mean \($0)?" } ?? ""
    throw .usage("there is no command \"\(first)\"\(hint)")
  }
}
