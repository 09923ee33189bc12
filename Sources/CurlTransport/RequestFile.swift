import Glibc
import HTTPWire

/// The file behind a request body, read straight into libcurl's buffer.
final class RequestFile {
  private let region: HTTPFileRegion
  private let descriptor: Int32
  private var position: Int

  init(_ region: HTTPFileRegion) throws(HTTPFileError) {
    self.region = region
    position = region.offset
    descriptor = unsafe open(region.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error(region, errno) }
  }

  deinit { close(descriptor) }

  /// Fills `room` as far as the region goes; 0 is the end of the region.
  func fill(_ room: UnsafeMutableRawBufferPointer) throws(HTTPFileError) -> Int {
    let end = region.offset + region.length
    guard position < end else { return 0 }
    var got: Int
    repeat {
      got = unsafe pread(descriptor, room.baseAddress, min(room.count, end - position), position)
    } while got < 0 && errno == EINTR
    guard got >= 0 else { throw Self.error(region, errno) }
    guard got > 0 else {
      throw HTTPFileError(path: region.path, reason: "it ends before byte \(end)")
    }
    position += got
    return got
  }

  private static func error(_ region: HTTPFileRegion, _ number: Int32) -> HTTPFileError {
    HTTPFileError(path: region.path, reason: unsafe String(cString: strerror(number)))
  }
}
