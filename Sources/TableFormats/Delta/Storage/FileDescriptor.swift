#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open file or folder that closes itself.
struct FileDescriptor: ~Copyable {
  private let path: String
  private let number: Int32

  init(opening path: String) throws(TableFormatError) {
    try self.init(path, O_RDONLY)
  }

  init(creating path: String) throws(TableFormatError) {
    try self.init(path, O_WRONLY | O_CREAT | O_EXCL)
  }

  private init(_ path: String, _ flags: Int32) throws(TableFormatError) {
    self.path = path
    number = unsafe open(path, flags | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw .system(path) }
  }

  deinit { close(number) }

  borrowing func size() throws(TableFormatError) -> Int {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .system(path) }
    return Int(status.st_size)
  }

  /// The bytes of a range, fewer at the end of the file.
  borrowing func read(_ range: Range<Int>) throws(TableFormatError) -> [UInt8] {
    var done = 0
    var got = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      repeat {
        let room = unsafe UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[done...]
        )
        got = unsafe pread(number, room.baseAddress, room.count, range.lowerBound + done)
        done += max(0, got)
      } while (got > 0 && done < range.count) || (got < 0 && errno == EINTR)
      filled = done
    }
    guard got >= 0 else { throw .system(path) }
    return bytes
  }

  borrowing func write(_ bytes: [UInt8]) throws(TableFormatError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { source in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: source[done...])
        #if canImport(Glibc)
          return unsafe Glibc.write(number, rest.baseAddress, rest.count)
        #else
          return unsafe Musl.write(number, rest.baseAddress, rest.count)
        #endif
      }
      if count >= 0 { done += count } else if errno != EINTR { throw .system(path) }
    }
  }

  /// Waits until what was written is on the disk.
  borrowing func sync() throws(TableFormatError) {
    guard fsync(number) == 0 else { throw .system(path) }
  }
}

extension TableFormatError {
  /// What the system said of a file just now.
  static func system(_ path: String) -> TableFormatError {
    let code: Code = errno == ENOENT || errno == ENOTDIR ? .notFound : .storageFailed
    return TableFormatError(code, path, detail: unsafe String(cString: strerror(errno)))
  }
}
