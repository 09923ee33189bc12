/// Where a log keeps its files: a directory, memory, or a test's disk that fails on demand.
package protocol LogFolder: Sendable {
  /// The names of all files.
  func names() throws(LogError) -> [String]

  /// Makes an empty file, in place of one that may be there.
  func create(_ name: String) throws(LogError) -> any LogFile

  /// Opens a file that is there.
  func open(_ name: String) throws(LogError) -> any LogFile

  /// Gives a file its name for good: after a power cut it has the new name.
  func rename(_ name: String, to newName: String) throws(LogError)

  /// Removes a file; who has it open can still read it.
  func remove(_ name: String) throws(LogError)

  /// Lets another log have the folder.
  func unlock()
}

/// One file of a log: it grows at the end by one writer while many read.
package protocol LogFile: AnyObject, Sendable {
  /// The number of bytes.
  func size() throws(LogError) -> Int

  /// Writes all of the bytes or throws; then some of them may stand in the file.
  func write(_ bytes: [UInt8], at position: Int) throws(LogError)

  /// Returns when what was written outlives a power cut.
  func sync() throws(LogError)

  /// Cuts the file off.
  func truncate(to size: Int) throws(LogError)

  /// Reads a range, or as much of it as the file has, to the start of a buffer, which grows if need be.
  ///
  /// Gives the number of bytes; `nil` where `mayWait` is false and they are not in memory.
  func read(
    _ range: Range<Int>,
    into buffer: inout [UInt8],
    mayWait: Bool
  ) throws(LogError) -> Int?
}

extension LogFile {
  /// Reads a range, or as much of it as the file has, however long that takes.
  package func read(_ range: Range<Int>) throws(LogError) -> [UInt8] {
    var bytes: [UInt8] = []
    let count = try read(range, into: &bytes, mayWait: true) ?? 0
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
