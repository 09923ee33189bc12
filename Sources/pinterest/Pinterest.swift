import FoundationEssentials
import Glibc
import Terminal

/// The command line: wiring and printing; what it can do stands in the libraries.
@main struct Pinterest {
  static let version = "0.1.0"

  /// Not `async`: then dispatch would take this thread over and let every signal through to it,
  /// and Ctrl-C would end the process before any command could.
  static func main() {
    let interruption = Interruption()
    // Before the first thread starts, so that all of them inherit what is blocked.
    interruption.listen()
    // Detached from the main actor, whose thread only waits.
    Task.detached { exit(await run(interruption).rawValue) }
    while true { pause() }
  }

  private static func run(_ interruption: Interruption) async -> ExitCode {
    let environment = ProcessInfo.processInfo.environment
    let tree = CommandTree(
      name: "pinterest",
      version: version,
      summary: "The Pinterest data pipeline, on this machine or against the real services.",
      commands: commands
    )
    return await tree.run(
      Array(CommandLine.arguments.dropFirst()),
      environment: environment,
      settings: SettingFiles.layers(environment: environment),
      interruption: interruption
    )
  }
}
