import Foundation
import Testing

@Suite struct ArchitectureTests {
  static let root = URL(filePath: #filePath).appending(path: "../../..").standardized
  static let sources = root.appending(path: "Sources")

  /// Every folder of `Sources` that holds Swift and is not an executable of floor 5.
  static var modules: [String] {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
    return folders.sorted().filter { $0 != "pinterest" && !swiftFiles(of: $0).isEmpty }
  }

  static func swiftFiles(of module: String) -> [URL] {
    let folder = sources.appending(path: module)
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (walk?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
  }

  @Test(arguments: modules)
  func `imports only what its floor allows`(module: String) throws {
    for file in Self.swiftFiles(of: module) {
      let source = try String(contentsOf: file, encoding: .utf8)
      let complaints = House.complaints(about: module, source: source)
      #expect(
        complaints.isEmpty,
        "\(file.lastPathComponent): \(complaints.joined(separator: "; "))"
      )
    }
  }

  @Test func `a forbidden import is named`() {
    let upwards = House.complaints(about: "HTTPWire", source: "public import S3Client\n")
    #expect(upwards == ["HTTPWire (floor 1) imports S3Client (floor 3)"])
    let sideways = House.complaints(about: "S3Client", source: "import AWSCredentials\n")
    #expect(sideways == ["S3Client (floor 3) imports AWSCredentials (floor 3)"])
    let library = House.complaints(about: "S3Client", source: "@preconcurrency import CCurl\n")
    #expect(library == ["S3Client must not meet CCurl"])
    let unlisted = House.complaints(about: "AWSSigV4", source: "import struct XMLWire.Reader\n")
    #expect(unlisted == ["AWSSigV4 must not import XMLWire"])
    let foreign = House.complaints(about: "HTTPWire", source: "  internal import Foundation\n")
    #expect(foreign == ["HTTPWire imports Foundation, which has no room"])
  }

  @Test(arguments: House.libraries.sorted())
  func `one C library is met by one Swift module`(library: String) throws {
    let meeting = try Self.modules.filter { module in
      try Self.swiftFiles(of: module).contains {
        House.imports(in: try String(contentsOf: $0, encoding: .utf8)).contains(library)
      }
    }
    #expect(meeting.count <= 1, "\(library) is met by \(meeting.joined(separator: " and "))")
  }

  @Test func `the manifest is written in floor order`() throws {
    let manifest = try String(
      contentsOf: Self.root.appending(path: "Package.swift"),
      encoding: .utf8
    )
    let targets = manifest.matches(of: /\.target\(\s*name: "(\w+)"/).map { String($0.1) }
    let floors = targets.compactMap { House.rooms[$0]?.floor }
    #expect(!floors.isEmpty && floors == floors.sorted(), "targets stand as \(targets)")
  }

  @Test(arguments: modules)
  func `no library prints, traps or detaches`(module: String) throws {
    let forbidden = [/[^.\w]print\(/, /\bfatalError\(/, /\btry!/, /\bTask\.detached\b/]
    for file in Self.swiftFiles(of: module) {
      let code = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") && !$0.contains("func print(") }
      for line in code {
        let found = forbidden.contains { line.firstMatch(of: $0) != nil }
        #expect(!found, "\(module)/\(file.lastPathComponent): \(line)")
      }
    }
  }

  @Test func `the README quotes the program that is built`() throws {
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let program = Self.root.appending(path: "Snippets/S3Quickstart.swift")
    let text = try String(contentsOf: program, encoding: .utf8)
    #expect(readme.contains("```swift\n\(text)```"))
  }
}
