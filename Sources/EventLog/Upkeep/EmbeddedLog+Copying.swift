import Synchronization

/// A file of a log as it was at one moment: its name, and how many of its bytes count.
package struct FileCopy: Sendable {
  /// The name inside the folder.
  package let name: String
  /// The bytes that count; what stands behind them came later.
  package let length: Int
  /// The file, held open: it can be read whatever happens to its name.
  package let file: any LogFile

  package init(name: String, length: Int, file: any LogFile) {
    self.name = name
    self.length = length
    self.file = file
  }
}

extension EmbeddedLog {
  /// The files of the log as they are between two writes.
  ///
  /// Whoever puts them into a folder can open that as a log with everything acknowledged so far.
  package func copies() async throws(LogError) -> [FileCopy] {
    let found = Mutex<[FileCopy]>([])
    try await change { [folder] state throws(LogError) in
      var copies: [FileCopy] = []
      for segment in state.segments {
        let name = Segment.name(segment.number, "log")
        let file = if let open = segment.file { open } else { try folder.open(name) }
        copies.append(FileCopy(name: name, length: segment.size, file: file))
      }
      found.withLock { $0 = copies }
      return []
    }
    return found.withLock(\.self)
  }
}
