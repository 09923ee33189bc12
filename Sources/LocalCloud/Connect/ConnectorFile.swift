import FoundationEssentials
import OwnThread

/// Keeps connectors on disk, so that they run again with the cloud.
actor ConnectorFile {
  /// One connector.
  struct Entry: Codable, Sendable {
    var config: [String: String]
    var target: ConnectorState.Target
  }

  private let thread = ThreadExecutor(name: "connectors")
  private let path: String

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(path: String) { self.path = path }

  func load() -> [Entry] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return Self.entries(of: data)
  }

  /// Replaces the file as a whole.
  func save(_ entries: [Entry]) {
    try? Self.data(of: entries).write(to: URL(filePath: path), options: .atomic)
  }

  /// The entries of a file's bytes.
  static func entries(of data: Data) -> [Entry] {
    (try? JSONDecoder().decode([Entry].self, from: data)) ?? []
  }

  /// The bytes of a file with these entries.
  static func data(of entries: [Entry]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(entries)
  }
}
