import CFiles
import Glibc

/// A file on a disk.
final class DiskFile: LogFile {
  private let path: String
  private let descriptor: Int32

  init(_ path: String, flags: Int32) throws(LogError) {
    self.path = path
    descriptor = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC | flags, 0o644)
    guard descriptor >= 0 else { throw LogError(call: "open", on: path) }
  }

  deinit { close(descriptor) }

  func size() throws(LogError) -> Int {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw LogError(call: "lseek", on: path) }
    return size
  }

  func write(_ bytes: [UInt8], at position: Int) throws(LogError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        return unsafe pwrite(descriptor, rest.baseAddress, rest.count, position + written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw LogError(call: "write", on: path) }
      written += count
    }
  }

  func sync() throws(LogError) {
    guard fdatasync(descriptor) == 0 else { throw LogError(call: "fdatasync", on: path) }
  }

  func truncate(to size: Int) throws(LogError) {
    guard ftruncate(descriptor, size) == 0 else { throw LogError(call: "ftruncate", on: path) }
  }

  func read(_ range: Range<Int>, mayWait: Bool) throws(LogError) -> [UInt8]? {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      while filled < range.count {
        let start = unsafe buffer.baseAddress.map { unsafe $0 + filled }
        let (count, position) = (range.count - filled, range.lowerBound + filled)
        let got =
          mayWait
          ? unsafe pread(descriptor, start, count, position)
          : unsafe cfiles_read_cached(descriptor, start, count, position)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        guard got > 0 else { return }
        filled += got
      }
    }
    // What came before the wait is dropped too: whoever may wait reads it again, from memory.
    if failure == EAGAIN, !mayWait { return nil }
    guard failure == 0 else { throw LogError(call: "read", on: path, number: failure) }
    return bytes
  }
}
