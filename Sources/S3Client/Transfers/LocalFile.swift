import Glibc

/// An open descriptor that closes itself.
final class LocalFile: Sendable {
  let path: String
  private let descriptor: Int32

  init(_ path: String, _ flags: Int32) throws(S3Error) {
    self.path = path
    descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw S3Error.file(path) }
  }

  deinit { close(descriptor) }

  /// Gives it permissions; where the file system knows none, it goes on without.
  func allow(_ mode: mode_t) { _ = fchmod(descriptor, mode) }

  /// Reads `count` bytes from `offset` on; a file that ends before is an error.
  func read(_ count: Int, at offset: Int) throws(S3Error) -> [UInt8] {
    var failure: S3Error?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      while filled < count, failure == nil {
        let rest = UnsafeMutableBufferPointer(rebasing: target[filled...])
        let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
        if got > 0 {
          filled += got
        } else if got == 0 {
          failure = S3Error(.fileFailed, "\(path): it ends at byte \(offset + filled)")
        } else if errno != EINTR {
          failure = .file(path)
        }
      }
    }
    if let failure { throw failure }
    return bytes
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
