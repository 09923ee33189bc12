import EventLog
import HTTPWire

/// Everything a cloud holds at one moment, as a tar archive of the folder it would lie in.
///
/// `tar xf` makes a folder of it that `up --data-dir` takes. Records are taken before objects: a
/// sink that runs on from there finds its newest objects stored already, never its offsets ahead.
struct CloudSnapshot: Sendable {
  static let logFolder = "log/"
  static let objectsFolder = "objects/"
  static let connectorsFile = "connectors.json"
  private static let chunk = 256 * 1024

  private let files: [FileCopy]

  init(log: EmbeddedLog, storage: ObjectStorage, connectors: [UInt8]) async throws {
    let records = try await log.copies().map { Self.put($0, in: Self.logFolder) }
    let objects = try await storage.copies().map { Self.put($0, in: Self.objectsFolder) }
    let kept = FileCopy(
      name: Self.connectorsFile,
      length: connectors.count,
      file: MemoryFile(connectors)
    )
    files = records + objects + [kept]
  }

  private static func put(_ copy: FileCopy, in folder: String) -> FileCopy {
    FileCopy(name: folder + copy.name, length: copy.length, file: copy.file)
  }

  /// The bytes of the archive.
  var length: Int {
    let contents = files.reduce(0) { sum, file in
      let header = TarHeader(path: file.name, length: file.length)
      return sum + TarHeader.byteCount + file.length + header.padding
    }
    return contents + 2 * TarHeader.byteCount
  }

  /// The archive, read while it is sent.
  var stream: HTTPByteStream {
    HTTPByteStream {
      let disk = DiskThread(name: "snapshot")
      var rest = files[...]
      var position: Int?
      var hasEnded = false
      return {
        guard let file = rest.first else {
          defer { hasEnded = true }
          return hasEnded ? nil : [UInt8](repeating: 0, count: 2 * TarHeader.byteCount)
        }
        let header = TarHeader(path: file.name, length: file.length)
        guard let start = position else {
          position = 0
          return header.bytes
        }
        let end = min(file.length, start + Self.chunk)
        var bytes = try await disk.run { () throws(LogError) in try file.file.read(start..<end) }
        guard bytes.count == end - start else {
          throw LogError(.damaged, file.name, detail: "it ends before byte \(end)")
        }
        if end == file.length {
          bytes += [UInt8](repeating: 0, count: header.padding)
          rest = rest.dropFirst()
          position = nil
        } else {
          position = end
        }
        return bytes
      }
    }
  }
}
