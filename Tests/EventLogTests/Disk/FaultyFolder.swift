import Foundation
import Synchronization

@testable import EventLog

/// A disk that does as it is told: it can be full, fail to sync or to read, or be slow to read.
final class FaultyFolder: LogFolder {
  struct Faults {
    /// How many more bytes can be written.
    var room = Int.max
    /// How many more syncs fail.
    var failingSyncs = 0
    /// Whether files can be cut.
    var refusesCuts = false
    /// Whether nothing is in memory.
    var isCold = false
    /// How many more reads that wait fail.
    var failingReads = 0
  }

  let faults = Mutex(Faults())
  let base: MemoryFolder

  init(_ base: MemoryFolder = MemoryFolder()) { self.base = base }

  func names() -> [String] { base.names() }
  func create(_ name: String) -> any LogFile { FaultyFile(base.create(name), self) }
  func open(_ name: String) throws(LogError) -> any LogFile {
    FaultyFile(try base.open(name), self)
  }
  func rename(_ name: String, to newName: String) { base.rename(name, to: newName) }
  func remove(_ name: String) { base.remove(name) }
  func unlock() {}

  private final class FaultyFile: LogFile {
    private let base: any LogFile
    private let folder: FaultyFolder

    init(_ base: any LogFile, _ folder: FaultyFolder) {
      self.base = base
      self.folder = folder
    }

    func size() throws(LogError) -> Int { try base.size() }

    func write(_ bytes: [UInt8], at position: Int) throws(LogError) {
      let room = folder.faults.withLock { faults in
        defer { faults.room -= min(faults.room, bytes.count) }
        return faults.room
      }
      try base.write(Array(bytes.prefix(room)), at: position)
      if room < bytes.count { throw LogError(call: "write", on: "disk", number: ENOSPC) }
    }

    func sync() throws(LogError) {
      let fails = folder.faults.withLock { faults in
        defer { faults.failingSyncs -= faults.failingSyncs > 0 ? 1 : 0 }
        return faults.failingSyncs > 0
      }
      if fails { throw LogError(call: "fdatasync", on: "disk", number: EIO) }
    }

    func truncate(to size: Int) throws(LogError) {
      if folder.faults.withLock({ $0.refusesCuts }) {
        throw LogError(call: "ftruncate", on: "disk", number: EIO)
      }
      try base.truncate(to: size)
    }

    func read(
      _ range: Range<Int>,
      into buffer: inout [UInt8],
      mayWait: Bool
    ) throws(LogError) -> Int? {
      let (isCold, fails) = folder.faults.withLock { faults in
        defer { faults.failingReads -= mayWait && faults.failingReads > 0 ? 1 : 0 }
        return (faults.isCold, mayWait && faults.failingReads > 0)
      }
      if isCold, !mayWait { return nil }
      if fails { throw LogError(call: "read", on: "disk", number: EIO) }
      return try base.read(range, into: &buffer, mayWait: mayWait)
    }
  }
}

extension LogFolder {
  /// Opens a log here as on a disk.
  func openLog(
    segmentBytes: Int = 4 << 10,
    _ change: (inout EmbeddedLog.Options) -> Void = { _ in }
  ) throws -> EmbeddedLog {
    var options = EmbeddedLog.Options()
    options.segmentBytes = segmentBytes
    change(&options)
    return try EmbeddedLog(in: self, options)
  }

  /// The bytes of a file.
  func bytes(_ name: String) throws -> [UInt8] {
    let file = try open(name)
    return try file.read(0..<file.size())
  }

  /// Puts bytes in place of a file's.
  func replace(_ name: String, _ bytes: [UInt8]) throws { try create(name).write(bytes, at: 0) }

  /// The names of the segments in order.
  func segments() throws -> [String] { try names().filter { $0.hasSuffix(".log") }.sorted() }

  /// Another folder with the same files.
  func copy() throws -> MemoryFolder {
    let copy = MemoryFolder()
    for name in try names() { try copy.replace(name, bytes(name)) }
    return copy
  }
}
