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
    return (try? JSONDecoder().decode([Entry].self, from: data)) ?? []
  }

  /// Replaces the file as a whole.
  func save(_ entries: [Entry]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try? encoder.encode(entries).write(to: URL(filePath: path), options: .atomic)
  }
}
