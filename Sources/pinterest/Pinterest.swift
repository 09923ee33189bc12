import FoundationEssentials
import Glibc
import Terminal

/// The command line: wiring and printing; what it can do stands in the libraries.
@main struct Pinterest {
  static let version = "0.1.0"

  static func main() async {
    let interruption = Interruption()
    interruption.listen()
    let environment = ProcessInfo.processInfo.environment
    let tree = CommandTree(
      name: "pinterest",
      version: version,
      summary: "The Pinterest data pipeline, on this machine or against the real services.",
      commands: commands
    )
    let code = await tree.run(
      Array(CommandLine.arguments.dropFirst()),
      environment: environment,
      settings: SettingFiles.layers(environment: environment),
      interruption: interruption
    )
    exit(code.rawValue)
  }
}
