import Glibc
import HTTPWire
import OwnThread

/// Standard input and output as streams, read and written on a thread that may block.
actor StandardPipe {
  private static let chunk = 1 << 20

  private nonisolated let executor = ThreadExecutor(name: "pipe")

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// What comes in on standard input.
  static func input() -> HTTPByteStream {
    HTTPByteStream {
      let pipe = StandardPipe()
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

  /// Writes everything to standard output; a reader that went away ends it quietly.
  static func write(_ chunks: HTTPByteStream) async throws {
    let pipe = StandardPipe()
    for try await bytes in chunks {
      guard try await pipe.write(bytes) else { return }
    }
  }

  /// The next mebibyte, or what is left; `nil` is the end.
  private func read() throws -> [UInt8]? {
    var count = 0
    let bytes = try [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, filled in
      while count < buffer.count {
        try waitForInput()
        let room = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]
        )
        let got = Glibc.read(0, room.baseAddress, room.count)
        if got == 0 { break }
        if got > 0 { count += got } else if errno != EINTR { throw PipeError.last() }
      }
      filled = count
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// What is there, as soon as anything is; `nil` is the end.
  private func readAvailable() throws -> [UInt8]? {
    while true {
      try waitForInput()
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
  private func waitForInput() throws {
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    while poll(&input, 1, 100) <= 0 { try Task.checkCancellation() }
  }

  private func write(_ bytes: [UInt8]) throws -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { source in
        let rest = UnsafeRawBufferPointer(rebasing: source[done...])
        return Glibc.write(1, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        done += count
      } else if errno == EPIPE {
        return false
      } else if errno != EINTR {
        throw PipeError.last()
      }
    }
    return true
  }
}

/// A pipe that broke in another way than by being closed.
struct PipeError: Error, CustomStringConvertible {
  let description: String

  static func last() -> PipeError { PipeError(description: String(cString: strerror(errno))) }
}
