import Glibc

/// An open descriptor that closes itself.
final class LocalFile: Sendable {
  let path: String
  private let descriptor: Int32

  init(_ path: String, _ flags: Int32) throws(S3Error) {
    self.path = path
    descriptor = open(path, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw S3Error.file(path) }
  }

  deinit { close(descriptor) }

  /// Fills `target` from `offset` on; a file that ends before is an error.
  func read(into target: UnsafeMutableRawBufferPointer, at offset: Int) throws(S3Error) {
    var rest = target[...]
    while !rest.isEmpty {
      let place = UnsafeMutableRawBufferPointer(rebasing: rest)
      let position = off_t(offset + rest.startIndex)
      let count = pread(descriptor, place.baseAddress, place.count, position)
      if count == 0 { throw S3Error(.fileFailed, "\(path): it ends at byte \(position)") }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw S3Error.file(path)
      }
    }
  }

  /// Writes all bytes from `offset` on.
  func write(_ bytes: [UInt8], at offset: Int) throws(S3Error) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { source in
        let rest = UnsafeRawBufferPointer(rebasing: source[done...])
        return pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw S3Error.file(path)
      }
    }
  }
}
