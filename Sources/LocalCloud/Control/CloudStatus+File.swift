public import FoundationEssentials

extension CloudStatus {
  /// Reads what `up --ready-file` wrote.
  public init(readyFile path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ReadyFileError(description: "\(path): no cloud has written it")
    }
    do { self = try JSONDecoder().decode(CloudStatus.self, from: data) } catch {
      throw ReadyFileError(description: "\(path) is no ready file: \(error)")
    }
  }

  /// Writes the ready file, whole or not at all: who finds it can read it.
  public func write(readyFile path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try json().write(to: url, options: .atomic)
  }

  /// The JSON on one line, as `status --json` prints it.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}

/// A ready file that is not there or cannot be read.
public struct ReadyFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file and what is wrong with it.
  public let description: String
}
