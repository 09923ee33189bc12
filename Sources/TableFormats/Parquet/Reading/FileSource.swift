import OwnThread

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file on this machine, read on a thread of its own.
public actor FileSource: ByteSource {
  /// The file's path.
  public nonisolated let name: String
  private nonisolated let thread = ThreadExecutor(name: "file-source")
  private let descriptor: Int32

  /// The thread whose reads may block.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }

  /// Opens a file; it closes when nobody holds the source any more.
  public init(path: String) throws(TableFormatError) {
    name = path
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.refusal(path) }
  }

  deinit { close(descriptor) }

  /// How long the file is.
  public func size() throws(TableFormatError) -> Int {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw Self.refusal(name) }
    return Int(end)
  }

  /// The bytes of a range.
  public func bytes(in range: Range<Int>) throws(TableFormatError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    while bytes.count < range.count {
      let offset = range.lowerBound + bytes.count
      var got = 0
      bytes.append(addingCapacity: range.count - bytes.count) { output in
        unsafe output.withUnsafeMutableBufferPointer { room, filled in
          repeat {
            got = unsafe pread(descriptor, room.baseAddress, room.count, off_t(offset))
          } while got < 0 && errno == EINTR
          filled = max(0, got)
        }
      }
      guard got >= 0 else { throw Self.refusal(name) }
      guard got > 0 else {
        throw TableFormatError(.malformed, name, detail: "it ends before byte \(range.upperBound)")
      }
    }
    return bytes
  }

  private static func refusal(_ path: String) -> TableFormatError {
    let reason = unsafe String(cString: strerror(errno))
    return TableFormatError(errno == ENOENT ? .notFound : .storageFailed, path, detail: reason)
  }
}
