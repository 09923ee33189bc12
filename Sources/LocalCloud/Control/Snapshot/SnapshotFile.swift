import EventLog

/// A snapshot on a disk, from which a cloud begins.
struct SnapshotFile {
  private static let chunk = 1 << 20

  private let path: String
  private let file: DiskFile

  init(_ path: String) throws(LogError) {
    self.path = path
    file = try DiskFile(path, flags: 0)
  }

  /// Puts the files below `prefix` into a folder that holds nothing yet.
  func unpack(_ prefix: String, into folder: any LogFolder) throws {
    guard try folder.names().allSatisfy({ $0 == "LOCK" }) else {
      throw SnapshotError(description: "\(path): what is there would be lost; take an empty folder")
    }
    try forEachFile { header, start in
      guard header.path.hasPrefix(prefix) else { return }
      let name = String(header.path.dropFirst(prefix.count))
      guard !name.isEmpty, !name.contains("/"), name != ".." else {
        throw SnapshotError(description: "\(path): \(header.path) is no file of a cloud")
      }
      let copy = try folder.create(name)
      var position = 0
      while position < header.length {
        let end = min(header.length, position + Self.chunk)
        try copy.write(try file.read(start + position..<start + end), at: position)
        position = end
      }
      try copy.sync()
    }
  }

  /// The bytes of one file; nothing where it is not there.
  func bytes(of name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachFile { header, start in
      guard header.path == name else { return }
      bytes = try file.read(start..<start + header.length)
    }
    return bytes
  }

  private func forEachFile(_ body: (TarHeader, Int) throws -> Void) throws {
    let size = try file.size()
    var position = 0
    var isEmpty = true
    while let header = TarHeader(try file.read(position..<position + TarHeader.byteCount)) {
      let start = position + TarHeader.byteCount
      guard header.length <= size - start else {
        throw SnapshotError(description: "\(path): it is cut short in \(header.path)")
      }
      try body(header, start)
      position = start + header.length + header.padding
      isEmpty = false
    }
    guard !isEmpty else { throw SnapshotError(description: "\(path) is no snapshot") }
  }
}

/// A snapshot that a cloud cannot begin from.
public struct SnapshotError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file and what is wrong with it.
  public let description: String
}
