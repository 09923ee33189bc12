import Glibc
import OwnThread
import Terminal

/// The lines of a file, read piece by piece on a thread that may wait for a disk.
actor InputLines {
  private static let piece = 1 << 18

  private let thread = ThreadExecutor(name: "lines")
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(path: String) throws {
    self.path = path
    descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandError(.failed, "\(path): \(String(cString: strerror(errno)))")
    }
  }

  deinit { close(descriptor) }

  /// The next line that is not empty, without its end; `nil` behind the last.
  func next() throws -> [UInt8]? {
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        if end > start { return Array(buffer[start..<end]) }
        continue
      }
      guard try fill() else {
        defer { start = buffer.count }
        return start < buffer.count ? Array(buffer[start...]) : nil
      }
    }
  }

  /// Reads on behind what is left; false at the end.
  private func fill() throws -> Bool {
    guard !isAtEnd else { return false }
    buffer.removeFirst(start)
    start = 0
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.piece))
    var got = 0
    repeat {
      got = buffer.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress.map { $0 + old }, Self.piece)
      }
    } while got < 0 && errno == EINTR
    buffer.removeLast(Self.piece - max(0, got))
    guard got >= 0 else {
      throw CommandError(.failed, "\(path): \(String(cString: strerror(errno)))")
    }
    isAtEnd = got == 0
    return got > 0
  }
}
