import FoundationEssentials

/// How far a run came, in a file, so that a later one goes on.
///
/// Posts before the token are done with; a post behind it may have been sent in part, and is sent
/// again whole: at least once, never less.
public struct ResumeState: Sendable, Hashable, Codable {
  /// The seed of the run; another one would post other rows.
  public var seed: UInt64
  /// The first post that is not done.
  public var next: Int

  /// Describes how far a run came.
  public init(seed: UInt64, next: Int) {
    self.seed = seed
    self.next = next
  }

  /// Reads the file; one that is not there is a run that has not begun.
  public static func read(from path: String) throws(EmulatorError) -> ResumeState? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    do { return try JSONDecoder().decode(ResumeState.self, from: data) } catch {
      throw .option(path, "it is no resume file: \(error)")
    }
  }

  /// Writes the file, whole or not at all.
  public func write(to path: String) throws {
    try JSONEncoder().encode(self).write(to: URL(filePath: path), options: .atomic)
  }
}
