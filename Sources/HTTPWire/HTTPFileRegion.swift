#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A region of a file that will be read when it is sent.
public struct HTTPFileRegion: Hashable, Sendable {
  /// Where the file is.
  public let path: String
  /// The first byte of the region.
  public let offset: Int
  /// How many bytes it has.
  public let length: Int
  /// What must live for the file to be there.
  private let owner: Owner

  /// Names a region without looking whether it is there.
  ///
  /// `owner` lives as long as the region does: where it removes the file when it goes, the file
  /// stays until the region has been sent.
  public init(
    path: String,
    offset: Int = 0,
    length: Int,
    keeping owner: (any AnyObject & Sendable)? = nil
  ) {
    precondition(offset >= 0 && length >= 0, "a region starts and ends inside its file")
    self.path = path
    self.offset = offset
    self.length = length
    self.owner = Owner(object: owner)
  }

  /// Makes no difference between two regions.
  private struct Owner: Hashable, Sendable {
    let object: (any AnyObject & Sendable)?

    static func == (a: Owner, b: Owner) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
  }

  /// Reads the region piece by piece, never more than `size` bytes at once.
  public func chunks(of size: Int = 256 * 1024) -> HTTPByteStream {
    HTTPByteStream {
      var file: OpenFile?
      var position = offset
      let end = offset + length
      return {
        guard position < end else { return nil }
        if file == nil { file = try OpenFile(path) }
        guard let file else { return nil }
        let chunk = try file.read(at: position, count: min(size, end - position))
        guard !chunk.isEmpty else {
          throw HTTPFileError(path: path, reason: "it ends before byte \(end)")
        }
        position += chunk.count
        return chunk
      }
    }
  }
}

/// A file that could not be read as it was asked to.
public struct HTTPFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What the system said.
  public let reason: String

  /// Pairs a file with what went wrong.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The file and the reason.
  public var description: String { "\(path): \(reason)" }
}

/// An open descriptor that closes itself.
private final class OpenFile {
  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws(HTTPFileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { throw HTTPFileError(path: path, reason: lastSystemError()) }
  }

  deinit { close(descriptor) }

  func read(at offset: Int, count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while true {
        let got = pread(descriptor, buffer.baseAddress, count, off_t(offset))
        if got >= 0 {
          filled = got
          return
        }
        guard errno == EINTR else {
          throw HTTPFileError(path: path, reason: lastSystemError())
        }
      }
    }
  }
}

/// The words the system has for the present `errno`.
private func lastSystemError() -> String { String(cString: strerror(errno)) }
