import FolderRows
import FoundationEssentials
import MariaDBRows
import PinterestModels
import SQLiteRows
import SyntheticRows
import Terminal

/// Where rows come from, as `--source` names it.
enum RowSourceOption {
  static let option = CommandOption.value(
    "--source",
    "SOURCE",
    "synthetic (default), db:URL or db:db_creds.yaml, sqlite:FILE, dir:FOLDER",
    setting: true
  )

  /// The source that `--source` names.
  static func open(_ call: Invocation, dirt: Double = 1) throws -> any RowSource {
    let text = call["--source"] ?? "synthetic"
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts[0], parts.count) {
    case ("synthetic", 1):
      var options = SyntheticRows.Options()
      options.dirt = dirt
      if let skew = call["--skew"] { options.skew = try exponent(skew) }
      if let rows = try call.integer("--source-rows") {
        guard rows > 0 else { throw CommandError.usage("--source-rows \(rows): at least 1") }
        options.count = rows
      }
      return SyntheticRows(options)
    case _ where call["--skew"] != nil:
      throw CommandError.usage("--skew is of the synthetic source; \(text) has the people it has")
    case ("db", 2): return MariaDBRows(try database(parts[1], call.console))
    case ("sqlite", 2): return SQLiteRows(path: parts[1])
    case ("dir", 2): return FolderRows(path: parts[1])
    default:
      throw CommandError.usage(
        "--source \(text): there is synthetic, db:URL, sqlite:FILE and dir:FOLDER"
      )
    }
  }

  /// Runs what a command does with rows; a source that is not there has an exit code of its own.
  static func reading<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let error as RowSourceError {
      let code: ExitCode =
        switch error.code {
        case .unreachable: .unavailable
        case .invalidConfiguration: .badConfiguration
        default: .failed
        }
      throw CommandError(code, error.description)
    }
  }

  private static func exponent(_ text: String) throws -> Double {
    let parts = text.split(separator: ":").map(String.init)
    guard parts.count == 2, parts[0] == "zipf", let exponent = Double(parts[1]),
      (0...10).contains(exponent)
    else { throw CommandError.usage("--skew \(text): write zipf:1.1") }
    return exponent
  }

  /// A URL, or the course's credentials file; a password never has to stand on a command line.
  private static func database(_ text: String, _ console: Console) throws -> MariaDBSettings {
    do {
      if text.contains("://") { return try MariaDBSettings(url: text) }
      return try MariaDBSettings(credentialsFile: text) { console.warn($0) }
    } catch {
      throw CommandError(.badConfiguration, error.description)
    }
  }
}
