import Digests
import Glibc
import HTTPWire
import OwnThread
import Synchronization

/// Reads and writes files on a thread of its own: a slow disk holds up nobody else.
actor FileThread {
  private nonisolated let executor = ThreadExecutor(name: "s3-files")

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// The number of bytes a file has.
  func size(of path: String) throws(S3Error) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw S3Error.file(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw S3Error(.fileFailed, "\(path): not a file whose size is known beforehand")
    }
    return Int(status.st_size)
  }

  /// Opens a file that is there.
  func open(reading path: String) throws(S3Error) -> LocalFile {
    try LocalFile(path, O_RDONLY)
  }

  /// Makes a file beside the place that it shall take once it is whole.
  ///
  /// A link is followed to what it names, and the file there keeps its permissions. Whatever else
  /// than a file is there, a device or a pipe, would be lost if something took its place.
  func begin(_ path: String) throws(S3Error) -> UnfinishedFile {
    var place = path
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere {
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw S3Error(.fileFailed, "\(path): there is something that is not a file")
      }
      guard let resolved = realpath(path, nil) else { throw S3Error.file(path) }
      defer { free(resolved) }
      place = String(cString: resolved)
    }
    let suffix = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    let file = try LocalFile("\(place).\(suffix).part", O_WRONLY | O_CREAT | O_EXCL)
    if isThere { file.allow(status.st_mode & 0o7777) }
    return UnfinishedFile(file: file, place: place)
  }

  /// Reads a region of a file, all of it or none.
  func read(_ file: LocalFile, from offset: Int, count: Int) throws(S3Error) -> [UInt8] {
    try file.read(count, at: offset)
  }

  /// Writes chunks one behind the other from `start` on, as they come.
  ///
  /// They come straight to this thread: another one in between would only pass them on.
  func write(
    _ chunks: HTTPByteStream,
    to file: LocalFile,
    from start: Int,
    summing algorithm: ChecksumAlgorithm?,
    _ meter: ProgressMeter
  ) async throws(S3Error) -> WrittenPiece {
    var piece = WrittenPiece(start: start, size: 0, checksum: [])
    var running = algorithm.map { Checksum($0) }
    do {
      for try await chunk in chunks {
        running?.update(chunk)
        try file.write(chunk, at: start + piece.size)
        piece.size += chunk.count
        meter.advance(by: chunk.count)
      }
    } catch let error as S3Error {
      throw error
    } catch {
      throw S3Error(.cancelled, "while bytes arrived", underlying: error)
    }
    piece.checksum = running?.bytes ?? []
    return piece
  }

  /// Gives a file that is whole its name, and takes the place of one that has it.
  func finish(_ unfinished: UnfinishedFile) throws(S3Error) {
    guard rename(unfinished.file.path, unfinished.place) == 0 else {
      throw S3Error.file(unfinished.place)
    }
  }

  /// Removes a file that will never be whole.
  func discard(_ unfinished: UnfinishedFile) { unlink(unfinished.file.path) }
}

/// A file that is being written under a name of its own, and the place it shall take.
struct UnfinishedFile: Sendable {
  let file: LocalFile
  let place: String
}

/// A range that has been written.
struct WrittenPiece: Sendable {
  let start: Int
  var size: Int
  /// The checksum of its bytes; empty where nobody asked for one.
  var checksum: [UInt8]
}

extension S3Error {
  /// What the system said of a file just now.
  static func file(_ path: String) -> S3Error {
    S3Error(.fileFailed, "\(path): \(String(cString: strerror(errno)))")
  }

  /// The same error, with where it happened.
  func located(_ operation: StaticString, _ bucket: BucketName, _ key: ObjectKey) -> S3Error {
    var error = self
    (error.operation, error.bucket, error.key) = (operation.description, bucket, key)
    return error
  }
}
