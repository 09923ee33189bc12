import Foundation

/// `dev/bench [area …] [--json]`: measures, prints a line a case, and ends with 0 when all ran.
@main struct Main {
  static func main() async throws {
    var names = Array(CommandLine.arguments.dropFirst())
    guard !names.contains("--help"), !names.contains("-h") else {
      print(help)
      return
    }
    let isJSON = names.contains("--json")
    names.removeAll { $0 == "--json" }
    let unknown = names.filter { name in !areas.contains { $0.name == name } }
    guard unknown.isEmpty else {
      let known = areas.map(\.name).joined(separator: " ")
      FileHandle.standardError.write(Data("there is no \(unknown[0]); there is \(known)\n".utf8))
      exit(64)
    }
    do {
      let bench = try Bench(isJSON: isJSON)
      for area in areas where names.isEmpty || names.contains(area.name) {
        try await area.measure(bench)
      }
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static var help: String {
    """
    dev/bench                     measures everything
    dev/bench post s3             measures these areas
    dev/bench post --json         prints one JSON object a case

    areas: \(areas.map(\.name).joined(separator: " "))

    A line has the case, our figure and its unit, a peer's figure, what a program in C needs that
    does only the unavoidable, and the goal; SHORT says that the goal is missed. Benchmarks/README.md
    says what is measured.
    """
  }
}
