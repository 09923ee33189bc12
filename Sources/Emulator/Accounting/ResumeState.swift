import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
    guard let data = FileManager.default.contents(atPath: path) else {
      // One that is there and cannot be read must not make the run begin anew.
      guard !FileManager.default.fileExists(atPath: path) else {
        throw .option(path, "it cannot be read")
      }
      return nil
    }
    guard let state = try? JSONDecoder().decode(ResumeState.self, from: data), state.next >= 0
    else { throw .option(path, "it is no resume file") }
    return state
  }

  /// Writes the file, whole or not at all.
  public func write(to path: String) throws(EmulatorError) {
    do {
      try JSONEncoder().encode(self).write(to: URL(filePath: path), options: .atomic)
    } catch {
      let cause = (error as? CocoaError)?.underlying as? POSIXError
      let reason = cause.map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)"
      throw .option(path, "it cannot be written: \(reason)")
    }
  }
}
