import PinterestModels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open file that closes itself.
final class OpenFile {
  let path: String
  private let descriptor: Int32

  init(_ path: String, _ table: Table) throws(RowSourceError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error(path, table) }
  }

  deinit { close(descriptor) }

  /// Reads all of a range, or what the file has of it.
  func read(_ range: Range<Int>, of table: Table) throws(RowSourceError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    while bytes.count < range.count {
      let missing = range.count - bytes.count
      var got = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: missing) { buffer, filled in
        repeat {
          got = pread(descriptor, buffer.baseAddress, missing, range.lowerBound + bytes.count)
        } while got < 0 && errno == EINTR
        filled = max(0, got)
      }
      guard got >= 0 else { throw Self.error(path, table) }
      if got == 0 { break }
      bytes += chunk
    }
    return bytes
  }

  private static func error(_ path: String, _ table: Table) -> RowSourceError {
    let reason = String(cString: strerror(errno))
    let code: RowSourceError.Code = errno == EACCES ? .accessDenied : .unreachable
    return RowSourceError(code, source: path, place: RowSourceError.Place(table), detail: reason)
  }
}
