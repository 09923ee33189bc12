import Glibc
import HTTPWire
import OwnThread

/// Standard input and output as streams, or whatever else with a path is no file, read and written
/// on a thread that may block.
actor StandardPipe {
  private static let chunk = 1 << 20

  private nonisolated let executor = ThreadExecutor(name: "pipe")
  private let path: String?
  private var descriptor: Int32 = -1

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private init(_ path: String? = nil) { self.path = path }

  deinit { if path != nil, descriptor >= 0 { close(descriptor) } }

  /// What comes in on standard input, or from a pipe or a device.
  static func input(from path: String? = nil) -> HTTPByteStream {
    HTTPByteStream {
      let pipe = StandardPipe(path)
      return { try await pipe.read() }
    }
  }

  /// The lines of standard input, each as soon as it is there; one that is too long comes as its
  /// beginning, one byte longer than `limit`.
  static func lines(upTo limit: Int) -> HTTPByteStream {
    HTTPByteStream {
      let pipe = StandardPipe()
      var lines = LineSplitter(limit: limit)
      return {
        while true {
          if let line = lines.next() { return line }
          guard let bytes = try await pipe.readAvailable() else { return lines.finish() }
          lines.add(bytes)
        }
      }
    }
  }

  /// Writes everything to standard output, or to a pipe or a device; a reader that went away ends it
  /// quietly.
  static func write(_ chunks: HTTPByteStream, to path: String? = nil) async throws {
    let pipe = StandardPipe(path)
    for try await bytes in chunks {
      guard try await pipe.write(bytes) else { return }
    }
  }

  /// Whether something is there that is neither a file nor a folder.
  static func isThere(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// The descriptor; what has a path is opened with the first use.
  private func open(_ flags: Int32, or standard: Int32) throws -> Int32 {
    guard let path else { return standard }
    if descriptor < 0 { descriptor = Glibc.open(path, flags | O_CLOEXEC) }
    guard descriptor >= 0 else { throw PipeError.last(path) }
    return descriptor
  }

  /// The next mebibyte, or what is left; `nil` is the end.
  private func read() throws -> [UInt8]? {
    let input = try open(O_RDONLY, or: 0)
    var count = 0
    let bytes = try [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, filled in
      while count < buffer.count {
        try wait(for: input)
        let room = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]
        )
        let got = Glibc.read(input, room.baseAddress, room.count)
        if got == 0 { break }
        if got > 0 { count += got } else if errno != EINTR { throw PipeError.last(path) }
      }
      filled = count
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// What is there, as soon as anything is; `nil` is the end.
  private func readAvailable() throws -> [UInt8]? {
    while true {
      try wait(for: 0)
      var got = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
        got = Glibc.read(0, buffer.baseAddress, buffer.count)
        filled = max(0, got)
      }
      if got >= 0 { return got == 0 ? nil : bytes }
      if errno != EINTR { throw PipeError.last() }
    }
  }

  /// A writer may be silent for hours: Ctrl-C must reach us all the same.
  private func wait(for descriptor: Int32) throws {
    var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&input, 1, 100) <= 0 { try Task.checkCancellation() }
  }

  private func write(_ bytes: [UInt8]) throws -> Bool {
    let output = try open(O_WRONLY, or: 1)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { source in
        let rest = UnsafeRawBufferPointer(rebasing: source[done...])
        return Glibc.write(output, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        done += count
      } else if errno == EPIPE {
        return false
      } else if errno != EINTR {
        throw PipeError.last(path)
      }
    }
    return true
  }
}

/// A pipe that broke in another way than by being closed.
struct PipeError: Error, CustomStringConvertible {
  let description: String

  /// What the system said just now.
  static func last(_ path: String? = nil) -> PipeError {
    let reason = String(cString: strerror(errno))
    return PipeError(description: path.map { "\($0): \(reason)" } ?? reason)
  }
}
