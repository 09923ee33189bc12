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

  /// Makes a file, or empties the one that is there.
  func open(writing path: String) throws(S3Error) -> LocalFile {
    try LocalFile(path, O_WRONLY | O_CREAT | O_TRUNC)
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

  /// Gives a finished file its name, and takes the place of one that has it.
  func finish(_ file: LocalFile, as path: String) throws(S3Error) {
    guard rename(file.path, path) == 0 else { throw S3Error.file(path) }
  }

  /// Removes a file; one that is not there is no error.
  func remove(_ path: String) { unlink(path) }
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
