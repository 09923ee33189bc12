#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files of this machine.
public struct LocalFiles: HostFiles {
  /// No settings file or token is larger; whatever is, is something else.
  private static let sizeLimit = 16 << 20

  /// Stands for the file system; holds nothing.
  public init() {}

  /// Reads a regular file whole; a pipe or a device is refused rather than waited for.
  public func read(_ path: String) throws(HostFileError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw lastError(path)
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw lastError(path) }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw HostFileError(path: path, reason: "it is not a regular file")
    }
    return try readAll(descriptor, path: path)
  }

  /// Writes a neighbour and renames it over the file.
  public func replace(_ path: String, with bytes: [UInt8]) throws(HostFileError) {
    let draft = "\(path).\(UInt64.random(in: .min ... .max))"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw lastError(path) }
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    let problem = written < 0 ? lastError(path) : written < bytes.count ? shortWrite(path) : nil
    close(descriptor)
    if problem == nil, rename(draft, path) == 0 { return }
    let failure = problem ?? lastError(path)
    unlink(draft)
    throw failure
  }

  private func readAll(_ descriptor: Int32, path: String) throws(HostFileError) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, $0.count, off_t(content.count))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw lastError(path) }
      if count == 0 { return content }
      content.append(contentsOf: buffer[..<count])
      guard content.count <= Self.sizeLimit else {
        throw HostFileError(path: path, reason: "it is longer than \(Self.sizeLimit) bytes")
      }
    }
  }

  private func shortWrite(_ path: String) -> HostFileError {
    HostFileError(path: path, reason: "only a part of it could be written")
  }

  private func lastError(_ path: String) -> HostFileError {
    HostFileError(path: path, reason: String(cString: strerror(errno)))
  }
}
