import CFiles
import Glibc

/// A file on a disk.
package final class DiskFile: LogFile {
  private let path: String
  private let descriptor: Int32

  package init(_ path: String, flags: Int32) throws(LogError) {
    self.path = path
    descriptor = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC | flags, 0o644)
    guard descriptor >= 0 else { throw LogError(call: "open", on: path) }
  }

  deinit { close(descriptor) }

  package func size() throws(LogError) -> Int {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw LogError(call: "lseek", on: path) }
    return size
  }

  package func write(_ bytes: [UInt8], at position: Int) throws(LogError) {
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

  package func sync() throws(LogError) {
    guard fdatasync(descriptor) == 0 else { throw LogError(call: "fdatasync", on: path) }
  }

  package func truncate(to size: Int) throws(LogError) {
    guard ftruncate(descriptor, size) == 0 else { throw LogError(call: "ftruncate", on: path) }
  }

  package func read(
    _ range: Range<Int>,
    into buffer: inout [UInt8],
    mayWait: Bool
  ) throws(LogError) -> Int? {
    if buffer.count < range.count { buffer = Array(repeating: 0, count: range.count) }
    var filled = 0
    while filled < range.count {
      let (count, position) = (range.count - filled, range.lowerBound + filled)
      let got = unsafe buffer.withUnsafeMutableBytes { bytes in
        let start = unsafe bytes.baseAddress.map { unsafe $0 + filled }
        return mayWait
          ? unsafe pread(descriptor, start, count, position)
          : unsafe cfiles_read_cached(descriptor, start, count, position)
      }
      if got < 0, errno == EINTR { continue }
      // What came before the wait is dropped: whoever may wait reads it again, from memory.
      if got < 0, errno == EAGAIN, !mayWait { return nil }
      guard got >= 0 else { throw LogError(call: "read", on: path) }
      if got == 0 { break }
      filled += got
    }
    return filled
  }
}
